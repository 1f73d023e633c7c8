"""Looking up: one statement for the tiers that nearly always suffice, one more for the rest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from habitue.customers.codes import plain
from habitue.customers.models import Customer, CustomerCard
from habitue.customers.search.reading import Branch, Term, Tier, read, starts
from habitue.customers.search.spelling import alike
from habitue.customers.search.tokens import name_words
from habitue.lib.reading import instances
from habitue.lib.text import fold, squeeze, words

AFTER_ALL = "\U0010ffff"
"""Sorts after every character that is kept."""

ENOUGH = 1200
"""A token with so many customers is popular; how popular makes no difference."""

CANDIDATES = 50
MOST_CANDIDATES = 5000
"""How many are compared with the names where the index alone cannot tell; and how many if that was too few."""

FEW = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A customer who matches, and why."""

    customer: Customer
    tier: Tier


def find_customers(typed: str, *, country: str, limit: int = 20, only: tuple[str, ...] = ()) -> list[Found]:
    """The customers that `typed` may mean, best first; the rules are those of `reading.py`.

    `country` is the outlet's, for phone numbers. With `only`, no other attributes of the customers are read.
    """
    branches = read(typed, country)
    if not branches:
        return []
    places: dict[int, Tier] = {}
    _look(places, [branch for branch in branches if branch.tier <= Tier.PHONE], limit)
    if len(places) < limit:
        _look(places, [branch for branch in branches if branch.tier > Tier.PHONE], limit)
    spoken = words(fold(squeeze(typed)))
    if "@" not in typed and (len(places) < FEW if len(spoken) == 1 else not places):
        _look(places, _misspelt(spoken), limit)
    return load(places, limit, only)


def recent_customers(limit: int = 20) -> list[Found]:
    """Those seen last, for the box in which nothing stands yet."""
    found = Customer.objects.filter(merged_into=None).select_related("group").order_by("-seen_on", "search_key")[:limit]
    return [Found(customer, Tier.NAME) for customer in found]


def customer_of_scan(scanned: str) -> Customer | None:
    """Whose card, or else whose code, was scanned; a blocked card is nobody's."""
    number = plain(squeeze(scanned))
    if not number:
        return None
    card = CustomerCard.objects.select_related("customer__group").filter(number=number).first()
    if card:
        return None if card.blocked_at else card.customer
    return Customer.objects.select_related("group").filter(code=number, merged_into=None).first()


def keys_with(tokens: Iterable[str], limit: int) -> list[int]:
    """The search keys of customers who have one of these tokens."""
    places: dict[int, Tier] = {}
    _look(places, [Branch(Tier.EXACT, (Term((token,)),)) for token in tokens], limit)
    return list(places)


def load(places: dict[int, Tier], limit: int, only: tuple[str, ...] = ()) -> list[Found]:
    keys = list(places)[:limit]
    if not keys:
        return []
    customers = {each.search_key: each for each in instances(Customer, "search_key", keys, "group", only)}
    # Whoever has gone since the index was read is passed over.
    return [Found(customers[key], places[key]) for key in keys if key in customers]


def _misspelt(spoken: list[str]) -> list[Branch]:
    found: list[Branch] = []
    for place, word in enumerate(spoken):
        if meant := alike(word):
            others = [each for at, each in enumerate(spoken) if at != place]
            terms, certain = starts(others)
            check = () if certain else tuple(others)
            found.append(Branch(Tier.ALIKE, (*terms, Term(tuple(f"={each}" for each in meant))), check=check))
    return found


type _Hit = tuple[int, str, int, int]
"""Number of the branch, token, recency, search key."""


def _look(places: dict[int, Tier], branches: Sequence[Branch], limit: int, candidates: int = CANDIDATES) -> None:
    """Add to `places` who is found by `branches`, tier by tier, until there are `limit`."""
    counts = _popularity(branches)
    selects: list[str] = []
    values: list[str] = []
    for number, branch in enumerate(branches):
        _select(number, branch, counts, candidates if branch.check else limit, selects, values)
    if not selects:
        return
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects), values)
        hits: list[_Hit] = cursor.fetchall()
    ends = _ends(hits, branches, candidates)
    names = _Names([hit[3] for hit in hits if branches[hit[0]].check])
    for tier in dict.fromkeys(branch.tier for branch in branches):
        of_tier = [hit for hit in hits if branches[hit[0]].tier is tier]
        for hit in sorted(of_tier, key=_alphabetical if tier in _ALPHABETICAL else _by_recency):
            if len(places) >= limit:
                return
            check = branches[hit[0]].check
            if hit[3] not in places and (not check or names.bear_out(hit[3], check, tier)):
                places[hit[3]] = tier
            if hit in ends and len(places) < limit:
                _look(places, [branch for branch in branches if branch.tier >= tier], limit, MOST_CANDIDATES)
                return


def _ends(hits: Iterable[_Hit], branches: Sequence[Branch], candidates: int) -> set[_Hit]:
    """Hits behind which there may be more who have to be compared: the last of as many as were asked for."""
    if candidates == MOST_CANDIDATES:
        return set()
    asked: dict[tuple[int, str], list[_Hit]] = {}
    for hit in hits:
        if branches[hit[0]].check:
            alone = any(term.open for term in branches[hit[0]].terms)
            asked.setdefault((hit[0], "" if alone else hit[1]), []).append(hit)
    return {max(each, key=_by_recency) for each in asked.values() if len(each) >= candidates}


class _Names:
    """The name words of customers who have to be compared with what was typed, read as they are needed."""

    def __init__(self, keys: Iterable[int]) -> None:
        self._keys = list(dict.fromkeys(keys))
        self._words: dict[int, list[str]] = {}

    def bear_out(self, key: int, typed: Sequence[str], tier: Tier) -> bool:
        if key not in self._words:
            some = [key, *(other for other in self._keys if other not in self._words and other != key)][:CANDIDATES]
            select = "SELECT search_key, first_name, last_name, company FROM customers_customer WHERE search_key IN"
            with connection.cursor() as cursor:
                cursor.execute(f"{select} ({', '.join(['%s'] * len(some))})", some)
                self._words |= {other: [] for other in some}
                self._words |= {found: name_words(*names) for found, *names in cursor.fetchall()}
        if tier is Tier.ALIKE:
            return all(spell([word], self._words[key], whole=False) for word in typed)
        return spell(typed, self._words[key], whole=tier is Tier.WHOLE_NAME)


_ALPHABETICAL = {Tier.EMAIL, Tier.CODE, Tier.CARD}


def _alphabetical(hit: _Hit) -> tuple[str, int, int]:
    return hit[1], hit[2], hit[3]


def _by_recency(hit: _Hit) -> tuple[int, int]:
    return hit[2], hit[3]


def _popularity(branches: Iterable[Branch]) -> dict[str, int]:
    """How many customers have each token among which a branch can choose to begin with, up to `ENOUGH`."""
    tokens = {
        token
        for branch in branches
        if len(branch.terms) > 1 and not any(term.open for term in branch.terms)
        for token in (*branch.pairs, *(each for term in branch.terms for each in term.tokens))
    }
    if not tokens:
        return {}
    ordered = sorted(tokens)
    count = f"(SELECT count(*) FROM (SELECT 1 FROM customers_token WHERE token = %s LIMIT {ENOUGH}) AS counted)"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join([count] * len(ordered))}", ordered)
        return dict(zip(ordered, cursor.fetchone(), strict=True))


def _select(  # noqa: PLR0917 - only a piece of the function above
    number: int, branch: Branch, counts: dict[str, int], rows: int, selects: list[str], values: list[str]
) -> None:
    """Begin with the rarest term, in the order of the index, and keep those for whom the other terms hold."""
    first = _first(branch, counts)
    if first is None:
        return
    others = [term for term in branch.terms if term is not first]
    filters = "".join(f" AND {_holds(term)}" for term in others)
    held = [token for term in others for token in term.tokens]
    if first.open:
        start = first.tokens[0]
        # Who is called just so stands in the better tier, and may be thousands.
        beyond = ">" if branch.tier is Tier.NAME and not others else ">="
        order = "token, recency, customer_key" if branch.tier in _ALPHABETICAL else "recency, customer_key"
        selects.append(
            f"SELECT * FROM (SELECT {number} AS branch, token, recency, customer_key FROM customers_token AS t "
            f"WHERE token {beyond} %s AND token < %s{filters} ORDER BY {order} LIMIT {rows * 2}) AS b{len(selects)}"
        )
        values += [start, start + AFTER_ALL, *held]
        return
    for token in first.tokens:
        selects.append(
            f"SELECT * FROM (SELECT {number} AS branch, token, recency, customer_key FROM customers_token AS t "
            f"WHERE token = %s{filters} ORDER BY recency, customer_key LIMIT {rows}) AS b{len(selects)}"
        )
        values += [token, *held]


def _first(branch: Branch, counts: dict[str, int]) -> Term | None:
    """The term to begin with, or None when nobody can be found."""
    if len(branch.terms) == 1:
        return branch.terms[0]
    if opened := [term for term in branch.terms if term.open]:
        return opened[0]
    ranked = [(counts[token], Term((token,))) for token in branch.pairs]
    ranked += [(sum(counts[token] for token in term.tokens), term) for term in branch.terms]
    fewest, first = min(ranked, key=lambda each: each[0])
    return first if fewest else None


def _holds(term: Term) -> str:
    # LIMIT keeps PostgreSQL from turning this into a join, which would read all who have the token.
    places = ", ".join(["%s"] * len(term.tokens))
    return (
        f"(SELECT 1 FROM customers_token AS f WHERE f.token IN ({places}) AND f.recency = t.recency "
        "AND f.customer_key = t.customer_key LIMIT 1) = 1"
    )


def spell(typed: Sequence[str], name: Sequence[str], *, whole: bool) -> bool:
    """Whether each typed word is (the start of) another one of the name words."""
    if not typed:
        return True
    first, rest = typed[0], typed[1:]
    return any(
        spell(rest, [*name[:place], *name[place + 1 :]], whole=whole)
        for place, word in enumerate(name)
        if (word == first if whole else word.startswith(first))
    )

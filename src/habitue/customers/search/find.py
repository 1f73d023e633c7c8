"""Looking up: one statement for the tiers that nearly always suffice, one more for the rest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from habitue.customers.codes import plain
from habitue.customers.models import Customer, CustomerCard
from habitue.customers.search.plan import ALPHABETICAL, statement
from habitue.customers.search.reading import Branch, Term, Tier, read, starts
from habitue.customers.search.spelling import alike
from habitue.customers.search.tokens import name_words
from habitue.lib.reading import instances
from habitue.lib.rows import fetch_all
from habitue.lib.text import fold, squeeze, words

CANDIDATES = 50
MOST_CANDIDATES = 5000
"""How many are compared with the names where the index alone cannot tell; and how many if that was too few."""

FEW = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A customer who matches, and why."""

    customer: Customer
    tier: Tier


def find_customers(typed: str, *, country: str, limit: int = 20) -> list[Found]:
    """The customers that `typed` may mean, best first; the rules are those of `reading.py`.

    `country` is the outlet's, for phone numbers.
    """
    return load(_places(typed, country, limit), limit)


def find_keys(typed: str, *, country: str, limit: int = 20) -> list[int]:
    """The search keys of those whom `find_customers` finds, for `listed`."""
    return list(_places(typed, country, limit))[:limit]


def recent_customers(limit: int = 20) -> list[Found]:
    """Those seen last, for the box in which nothing stands yet."""
    return load(dict.fromkeys(recent_keys(limit), Tier.NAME), limit)


def recent_keys(limit: int = 20) -> list[int]:
    """The search keys of those seen last."""
    asked = "SELECT search_key FROM customers_customer WHERE merged_into_id IS NULL ORDER BY seen_on DESC, search_key"
    return [key for (key,) in fetch_all(f"{asked} LIMIT {limit}")]


def _places(typed: str, country: str, limit: int) -> dict[int, Tier]:
    branches = read(typed, country)
    if not branches:
        return {}
    places: dict[int, Tier] = {}
    _look(places, [branch for branch in branches if branch.tier <= Tier.PHONE], limit)
    if len(places) < limit:
        _look(places, [branch for branch in branches if branch.tier > Tier.PHONE], limit)
    spoken = words(fold(squeeze(typed)))
    if "@" not in typed and (len(places) < FEW if len(spoken) == 1 else not places):
        _look(places, _misspelt(spoken), limit)
    return places


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


def load(places: dict[int, Tier], limit: int) -> list[Found]:
    keys = list(places)[:limit]
    if not keys:
        return []
    customers = {each.search_key: each for each in instances(Customer, "search_key", keys, "group")}
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
    asked, values = statement(branches, [candidates if branch.check else limit for branch in branches])
    if not asked:
        return
    hits: list[Any] = fetch_all(asked, values)
    ends = _ends(hits, branches, candidates)
    names = _Names([hit[3] for hit in hits if branches[hit[0]].check])
    for tier in dict.fromkeys(branch.tier for branch in branches):
        of_tier = [hit for hit in hits if branches[hit[0]].tier is tier]
        for hit in sorted(of_tier, key=_alphabetical if tier in ALPHABETICAL else _by_recency):
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
            self._words |= {other: [] for other in some}
            rows = fetch_all(f"{select} ({', '.join(['%s'] * len(some))})", some)
            self._words |= {found: name_words(*names) for found, *names in rows}
        if tier is Tier.ALIKE:
            return all(spell([word], self._words[key], whole=False) for word in typed)
        return spell(typed, self._words[key], whole=tier is Tier.WHOLE_NAME)


def _alphabetical(hit: _Hit) -> tuple[str, int, int]:
    return hit[1], hit[2], hit[3]


def _by_recency(hit: _Hit) -> tuple[int, int]:
    return hit[2], hit[3]


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

"""How branches are looked up: each begins with the rarest of its terms, in the order of the index, in one statement."""

from collections.abc import Iterable, Sequence
from time import monotonic

from django.db import connection

from habitue.customers.search.reading import Branch, Term, Tier
from habitue.lib.rows import fetch_all

AFTER_ALL = "\U0010ffff"
"""Sorts after every character that is kept."""

ALPHABETICAL = {Tier.EMAIL, Tier.CODE, Tier.CARD}

ENOUGH = 10_000
"""A token with so many customers is popular; how popular makes no difference."""

REMEMBERED = 300
REMEMBERED_FOR = 3600
"""How many customers a token has at least, and for how many seconds, that it isn't counted again at each keystroke."""


def statement(branches: Sequence[Branch], rows: Sequence[int]) -> tuple[str, list[str]]:
    """What asks for the customers of every branch, at most `rows` of each: (number of the branch, token, recency, key).

    Empty when there can be nobody.
    """
    counts = _popularity.of(branches)
    selects: list[str] = []
    values: list[str] = []
    for number, (branch, limit) in enumerate(zip(branches, rows, strict=True)):
        _select(number, branch, counts, limit, selects, values)
    return " UNION ALL ".join(selects), values


def learn_popularity() -> None:
    """Count what hundreds of customers share before anybody types it. Takes seconds where there are a million."""
    _popularity.learn()


class _Popularity:
    """How many customers have a token, up to `ENOUGH`. What it says only decides where a statement begins.

    What hundreds of customers share stays about as popular as it was, and to count it anew takes longer than to use it.
    """

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._since = monotonic()

    def of(self, branches: Iterable[Branch]) -> dict[str, int]:
        tokens = {
            token
            for branch in branches
            if len(branch.terms) > 1
            for token in (*branch.pairs, *(each for term in branch.terms if not term.open for each in term.tokens))
        }
        if monotonic() - self._since > REMEMBERED_FOR:
            self._known, self._since = {}, monotonic()
        known = self._known
        counts = {token: known[token] for token in tokens if token in known}
        if unknown := sorted(tokens - counts.keys()):
            fresh = self._count(unknown)
            known.update((token, count) for token, count in fresh.items() if count >= REMEMBERED)
            counts |= fresh
        return counts

    def learn(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT token, count(*) FROM customers_token GROUP BY token HAVING count(*) >= %s", [REMEMBERED]
            )
            known = {token: min(count, ENOUGH) for token, count in cursor.fetchall()}
        self._known, self._since = known, monotonic()

    def _count(self, tokens: list[str]) -> dict[str, int]:
        count = f"(SELECT count(*) FROM (SELECT 1 FROM customers_token WHERE token = %s LIMIT {ENOUGH}) AS counted)"
        (counted,) = fetch_all(f"SELECT {', '.join([count] * len(tokens))}", tokens)
        return dict(zip(tokens, counted, strict=True))


_popularity = _Popularity()


def _select(  # noqa: PLR0917 - only a piece of the function above
    number: int, branch: Branch, counts: dict[str, int], rows: int, selects: list[str], values: list[str]
) -> None:
    """Begin with the rarest term, in the order of the index, and keep those for whom the other terms hold."""
    terms = [_alive(term, counts) for term in branch.terms]
    if not all(term.tokens for term in terms):
        return
    first = _first(terms, branch.pairs, counts)
    if first is None:
        return
    # A pair of starts, which all who are found have as well, is rarer than each of its words; and one word alone
    # has both starts where one is the start of the other ("g geo").
    asked = branch.pairs if len(branch.pairs) > 1 or branch.check else ()
    known = [*(Term((token,)) for token in asked), *terms]
    if lists := _merged(first, terms, branch.pairs, counts):
        for one, another in lists:
            others = _rarest_first((term for term in known if not {one, another} & {*term.tokens}), counts)
            held, filters = _hold(others)
            selects.append(_MERGE.format(number=number, rows=rows, at=len(selects), filters=filters))
            values += [f"{one} {another}", one, another, *held]
        return
    held, filters = _hold(_rarest_first((term for term in known if term.tokens != first.tokens), counts))
    start = f"SELECT * FROM (SELECT {number} AS branch, token, recency, customer_key FROM customers_token AS t "
    if first.open:
        prefix = first.tokens[0]
        # Who is called just so stands in the better tier, and may be thousands.
        beyond = ">" if branch.tier is Tier.NAME and not held else ">="
        order = "token, recency, customer_key" if branch.tier in ALPHABETICAL else "recency, customer_key"
        selects.append(
            f"{start}WHERE token {beyond} %s AND token < %s{filters} ORDER BY {order} LIMIT {rows * 2}) "
            f"AS b{len(selects)}"
        )
        values += [prefix, prefix + AFTER_ALL, *held]
        return
    for token in first.tokens:
        selects.append(
            f"{start}WHERE token = %s{filters} ORDER BY recency, customer_key LIMIT {rows}) AS b{len(selects)}"
        )
        values += [token, *held]


def _alive(term: Term, counts: dict[str, int]) -> Term:
    """The term without those tokens that nobody has."""
    if term.open or all(counts.get(token, 1) for token in term.tokens):
        return term
    return Term(tuple(token for token in term.tokens if counts[token]))


def _count(term: Term, counts: dict[str, int]) -> int:
    return sum(counts.get(token, ENOUGH) for token in term.tokens)


def _first(terms: Sequence[Term], pairs: Iterable[str], counts: dict[str, int]) -> Term | None:
    """The term to begin with, or None when nobody can be found."""
    if len(terms) == 1:
        return terms[0]
    if opened := [term for term in terms if term.open]:
        return opened[0]
    ranked = [(counts[token], Term((token,))) for token in pairs]
    ranked += [(_count(term, counts), term) for term in terms]
    fewest, first = min(ranked, key=lambda each: each[0])
    return first if fewest else None


def _rarest_first(terms: Iterable[Term], counts: dict[str, int]) -> list[Term]:
    """Who has the rarest is asked first, because that spares most of the questions about the next."""
    return sorted(terms, key=lambda term: _count(term, counts))


def _hold(terms: Sequence[Term]) -> tuple[list[str], str]:
    """The tokens to ask for, and the conditions in which they stand."""
    return [token for term in terms for token in term.tokens], "".join(f" AND {_holds(term)}" for term in terms)


def _holds(term: Term) -> str:
    # LIMIT keeps PostgreSQL from turning this into a join, which would read all who have the token.
    places = ", ".join(["%s"] * len(term.tokens))
    return (
        f"(SELECT 1 FROM customers_token AS f WHERE f.token IN ({places}) AND f.recency = t.recency "
        "AND f.customer_key = t.customer_key LIMIT 1) = 1"
    )


_LIST = "SELECT recency, customer_key FROM customers_token WHERE token = %s"
_MERGE = (
    "SELECT * FROM (SELECT {number} AS branch, %s AS token, recency, customer_key FROM "
    f"({_LIST} INTERSECT {_LIST} ORDER BY recency, customer_key) AS t "
    "WHERE 1 = 1{filters} ORDER BY recency, customer_key LIMIT {rows}) AS b{at}"
)


def _merged(first: Term, terms: Sequence[Term], pairs: Sequence[str], counts: dict[str, int]) -> list[tuple[str, str]]:
    """The lists that are read side by side, two and two, rather than everybody in the shortest looked up in the others.

    SQLite does so for INTERSECT when both come in the order that is asked for; a step costs it a sixth of a look-up.
    """
    fewest = _count(first, counts)
    if connection.vendor != "sqlite" or len(terms) < 2 or fewest < REMEMBERED or any(term.open for term in terms):
        return []
    plans = []
    lists = [*pairs, *(term.tokens[0] for term in terms if len(term.tokens) == 1)]
    if len(lists) > 1:
        one, another, *_longer = sorted(lists, key=lambda token: _length(token, counts))
        plans.append([(one, another)])
    if len(terms) == 2:
        plans.append([(one, another) for one in terms[0].tokens for another in terms[1].tokens])
    steps, best = min(((_steps(plan, counts), plan) for plan in plans), default=(0, []))
    asked = min(len(term.tokens) for term in terms if term is not first)
    return best if steps < 6 * fewest * asked else []


def _steps(plan: Sequence[tuple[str, str]], counts: dict[str, int]) -> int:
    return sum(_length(token, counts) for both in plan for token in both)


def _length(token: str, counts: dict[str, int]) -> int:
    # Counting has ended there: it may be ten times as many.
    return counts[token] if counts[token] < ENOUGH else 4 * ENOUGH

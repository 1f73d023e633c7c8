"""Who holds what in the shop's own fields: the part of narrowing the list that asks `Held`."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from habitue.customers.listing.held import ANYTHING, LENGTH, word_of_number
from habitue.customers.models import Held, Listed, Numbered
from habitue.lib.text import words

FEW = 20_000
"""So many customers at most are looked up one by one; the rest of a larger number is met soon enough on the way."""

AFTER_ALL = "\U0010ffff"

type Range = tuple[str, str]
"""From a word on, and up to another one that is not among them."""

type Term = tuple[Range, ...]
"""A word in any of these ranges."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What the field holds: a word in each of these terms, or, if it is to be `empty`, nothing at all."""

    field: UUID
    terms: tuple[Term, ...] = ()
    empty: bool = False


def filled_in(field: UUID) -> Holding:
    return Holding(field, (_just(ANYTHING),))


def holds_words(field: UUID, typed: str) -> Holding:
    """Each of the words that were typed begins a word of the text."""
    return Holding(field, tuple(((word[:LENGTH], word[:LENGTH] + AFTER_ALL),) for word in dict.fromkeys(words(typed))))


def holds_any_of(field: UUID, values: list[str]) -> Holding:
    return Holding(field, (tuple(each for value in values for each in _just(value)),))


def holds_number(field: UUID, least: str, most: str) -> Holding:
    """From `least` to `most`, either of which may be missing."""
    return _between(field, word_of_number(least) if least else "", word_of_number(most) if most else "")


def holds_day(field: UUID, first: str, last: str) -> Holding:
    return _between(field, first, last)


def with_holdings(found: QuerySet[Listed], holdings: tuple[Holding, ...]) -> QuerySet[Listed]:
    """Those who hold all of it.

    The fewest, if they are few, are looked up one by one; whatever else there is, is asked of each on the way.
    """
    numbers = dict(Numbered.objects.filter(kind="field").values_list("of", "number"))
    terms: list[QuerySet[Held]] = []
    for holding in holdings:
        rows = Held.objects.filter(field=numbers.get(holding.field, -1))
        if holding.empty:
            found = found.exclude(_asked_of_each(_in(rows, _just(ANYTHING))))
        else:
            terms += [_in(rows, term) for term in holding.terms]
    counts = [rows[: FEW + 1].count() for rows in terms]
    fewest = min(range(len(terms)), key=counts.__getitem__, default=-1)
    if terms and counts[fewest] <= FEW:
        found = found.filter(customer__in=terms.pop(fewest).values("customer_key"))
    for rows in terms:
        found = found.filter(_asked_of_each(rows))
    return found


def _just(word: str) -> Term:
    # No word has a character before the blank.
    return ((word, f"{word} "),)


def _between(field: UUID, least: str, most: str) -> Holding:
    # "" itself says only that there is something.
    return Holding(field, (((least or "!", f"{most} " if most else AFTER_ALL),),))


def _in(rows: QuerySet[Held], term: Term) -> QuerySet[Held]:
    anywhere = Q()
    for first, beyond in term:
        anywhere |= Q(word__gte=first, word__lt=beyond)
    return rows.filter(anywhere)


def _asked_of_each(rows: QuerySet[Held]) -> Exists:
    return Exists(rows.filter(customer_key=OuterRef("customer")))

"""Who holds what in the shop's own fields: the part of narrowing the list that asks `Held`."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from habitue.customers.listing.held import ANYTHING, BITS, LENGTH, mark_of, word_of_number
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
    """What the field holds: a word in each of these terms, or, if it is to be `empty`, nothing at all.

    `answers` are those of which it holds any, where bits can say so.
    """

    field: UUID
    terms: tuple[Term, ...] = ()
    empty: bool = False
    answers: tuple[str, ...] = ()


def filled_in(field: UUID) -> Holding:
    return holds_any_of(field, [ANYTHING])


def holds_words(field: UUID, typed: str) -> Holding:
    """Each of the words that were typed begins a word of the text."""
    return Holding(field, tuple(((word[:LENGTH], word[:LENGTH] + AFTER_ALL),) for word in dict.fromkeys(words(typed))))


def holds_any_of(field: UUID, values: list[str]) -> Holding:
    return Holding(field, (tuple(each for value in values for each in _just(value)),), answers=tuple(values))


def is_empty(field: UUID) -> Holding:
    return Holding(field, (_just(ANYTHING),), empty=True, answers=(ANYTHING,))


def holds_number(field: UUID, least: str, most: str) -> Holding:
    """From `least` to `most`, either of which may be missing."""
    return _between(field, word_of_number(least) if least else "", word_of_number(most) if most else "")


def holds_day(field: UUID, first: str, last: str) -> Holding:
    return _between(field, first, last)


def with_holdings(found: QuerySet[Listed], holdings: tuple[Holding, ...]) -> tuple[QuerySet[Listed], bool]:
    """Those who hold all of it; and whether that is asked of each on the way, which makes it dear to go far.

    Bits are asked first. Of the rest the fewest, if they are few, are looked up one by one.
    """
    marks = dict(Numbered.objects.filter(kind="mark").values_list("of", "number"))
    numbers = dict(Numbered.objects.filter(kind="field").values_list("of", "number"))
    terms: list[QuerySet[Held]] = []
    slowly = False
    for place, holding in enumerate(holdings):
        mask = _mask(holding, marks)
        if mask is not None:
            found = found.alias(**{f"marks_{place}": F("own").bitand(mask)})
            condition = Q(**{f"marks_{place}": 0})
            found = found.filter(condition if holding.empty else ~condition)
            continue
        rows = Held.objects.filter(field=numbers.get(holding.field, -1))
        if holding.empty:
            slowly = True
            found = found.exclude(_asked_of_each(_in(rows, holding.terms[0])))
        else:
            terms += [_in(rows, term) for term in holding.terms]
    counts = [rows[: FEW + 1].count() for rows in terms]
    fewest = min(range(len(terms)), key=counts.__getitem__, default=-1)
    if terms and counts[fewest] <= FEW:
        found = found.filter(customer__in=terms.pop(fewest).values("customer_key"))
    else:
        slowly = slowly or bool(terms)
    for rows in terms:
        found = found.filter(_asked_of_each(rows))
    return found, slowly


def _mask(holding: Holding, marks: dict[UUID, int]) -> int | None:
    """The bits that say it; None where one of them had no room. An answer that nobody has given has none."""
    if not holding.answers:
        return None
    known = [marks[mark] for answer in holding.answers if (mark := mark_of(holding.field, answer)) in marks]
    return sum(1 << number for number in known) if all(number < BITS for number in known) else None


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

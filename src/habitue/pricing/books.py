"""Price books as the pricing function takes them: which one counts for a line, and what a piece costs in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from habitue.pricing.shares import share_of, thousandths
from habitue.pricing.steps import Step, StepKind
from habitue.pricing.wanted import Buyer, Keys, Wanted


@dataclass(frozen=True, slots=True)
class OwnPrice:
    """A variant's price in a book from so many pieces on: minor units, or a percentage off the list price."""

    from_quantity: int
    price: int | None = None
    percent_off: Decimal | None = None


@dataclass(frozen=True)
class Rule:
    """A percentage off all variants of a category, brand or supplier, or of all where none is named."""

    percent_off: Decimal
    from_quantity: int = 1
    category: UUID | None = None
    brand: str = ""
    supplier: UUID | None = None

    @cached_property
    def keys(self) -> Keys:
        ids = {id.int for id in (self.category, self.supplier) if id}
        return frozenset((*ids, self.brand) if self.brand else ids)


@dataclass(frozen=True)
class LiveBook:
    """A price book at the outlet. `prices` are by variant, those from the most pieces on first."""

    id: UUID
    name: str
    group: UUID | None = None
    at_some_outlets: bool = False
    starts_on: date | None = None
    ends_on: date | None = None
    prices: Mapping[UUID, Sequence[OwnPrice]] = field(default_factory=dict)
    rules: Sequence[Rule] = ()

    def applies(self, buyer: Buyer, day: date) -> bool:
        """Both days are included."""
        return (
            (self.group is None or self.group == buyer.group)
            and (self.starts_on is None or self.starts_on <= day)
            and (self.ends_on is None or day <= self.ends_on)
        )

    @cached_property
    def by_variant(self) -> dict[int, Sequence[OwnPrice]]:
        return {variant.int: prices for variant, prices in self.prices.items()}

    @property
    def order(self) -> tuple[object, ...]:
        """The most specific first, as decision 150 has it."""
        start = self.starts_on.toordinal() if self.starts_on else 0
        return (self.group is None, not self.at_some_outlets, self.ends_on is None, -start, self.name, str(self.id))

    def price_of(self, wanted: Wanted, keys: Keys, pieces: int) -> tuple[int, Decimal | None] | None:
        """What a piece costs in this book when so many are bought, and the percentage that led to it, if one did."""
        for own in self.by_variant.get(wanted.variant.int, ()) if wanted.variant else ():
            if own.from_quantity <= pieces:
                if own.price is not None:
                    return own.price, None
                return _less(wanted.unit_price, own.percent_off or Decimal()), own.percent_off
        reached = [each.percent_off for each in self.rules if each.keys <= keys and each.from_quantity <= pieces]
        return (_less(wanted.unit_price, max(reached)), max(reached)) if reached else None


def book_step(
    books: Sequence[LiveBook], wanted: Wanted, keys: Keys, pieces: int, *, best: bool
) -> tuple[int, Step | None]:
    """What a piece of the line costs by the book that counts, and that step; the list price where none does.

    `books` apply all, the most specific first. The best for the customer is also better than the list price.
    """
    priced = ((book, found) for book in books if (found := book.price_of(wanted, keys, pieces)))
    if best:
        chosen = min(priced, key=lambda each: each[1][0], default=None)
        if chosen and chosen[1][0] >= wanted.unit_price:
            chosen = None
    else:
        chosen = next(priced, None)
    if chosen is None:
        return wanted.unit_price, None
    book, (price, percent) = chosen
    off = (wanted.unit_price - price) * wanted.quantity
    return price, Step(StepKind.BOOK, off, book.name, percent, rule=book.id)


def _less(price: int, percent: Decimal) -> int:
    """A book's percentage makes the price of a piece, which is rounded: so many pieces cost so many times as much."""
    return price - share_of(price, thousandths(percent))

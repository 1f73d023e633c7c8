"""All the rules of an outlet, made ready for pricing, and those of them that are live for a buyer at a moment."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from uuid import UUID

from habitue.pricing.books import LiveBook
from habitue.pricing.promotions import LivePromotion
from habitue.pricing.wanted import Buyer


def plain_code(typed: str) -> str:
    """A promotion's code as it is compared: without spaces, in capitals."""
    return "".join(typed.split()).upper()


@dataclass(frozen=True)
class Rules:
    """The books and promotions of one outlet, retired ones left out. `best` is the shop's choice between books."""

    books: tuple[LiveBook, ...] = ()
    promotions: tuple[LivePromotion, ...] = ()
    best: bool = False

    @cached_property
    def books_in_order(self) -> tuple[LiveBook, ...]:
        return tuple(sorted(self.books, key=lambda book: book.order))

    def live_books(self, buyer: Buyer, moment: datetime) -> list[LiveBook]:
        day = moment.date()
        return [book for book in self.books_in_order if book.applies(buyer, day)]

    def live_promotions(
        self, buyer: Buyer, moment: datetime, codes: Iterable[str] = (), used_up: frozenset[UUID] = frozenset()
    ) -> list[LivePromotion]:
        """Those that may take something off now; `used_up` are those whose limits are reached."""
        typed = {plain_code(code) for code in codes}
        return [
            each
            for each in self.promotions
            if (not each.code or plain_code(each.code) in typed)
            and each.id not in used_up
            and each.why_not(buyer, moment) is None
        ]


NO_RULES = Rules()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Who buys and when, under which rules: all that a price depends on besides the basket itself.

    `moment` is aware, and in the time zone of the outlet. `used_up` are the promotions whose limits are reached.
    """

    moment: datetime
    buyer: Buyer = field(default_factory=Buyer)
    rules: Rules = NO_RULES
    codes: tuple[str, ...] = ()
    used_up: frozenset[UUID] = frozenset()

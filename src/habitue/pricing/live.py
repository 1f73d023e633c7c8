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
        always, sometimes, coded = self._by_when
        typed = {plain_code(code) for code in codes}
        asked = [each for code in sorted(typed) if (each := coded.get(code))]
        live = [*always, *(each for each in (*sometimes, *asked) if each.why_not(buyer, moment) is None)]
        return [each for each in live if each.id not in used_up] if used_up else live

    @cached_property
    def _by_when(self) -> tuple[list[LivePromotion], list[LivePromotion], dict[str, LivePromotion]]:
        """Those that are live for everybody at any moment, those that are at times, and those that need their code."""
        open_to_all = [each for each in self.promotions if not each.code]
        return (
            [each for each in open_to_all if each.is_always],
            [each for each in open_to_all if not each.is_always],
            {plain_code(each.code): each for each in self.promotions if each.code},
        )

    @cached_property
    def has_limits(self) -> bool:
        """Whether uses of any promotion are counted."""
        return any(each.is_limited for each in self.promotions)


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

"""Promotions as the pricing function takes them: when one is live, on which lines, and what it takes off a piece."""

from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from habitue.pricing.hours import EVERY_DAY, Hours
from habitue.pricing.shares import share_of, thousandths
from habitue.pricing.wanted import Buyer, Keys

ONCE = Decimal(1)


class Takes(StrEnum):
    """What a promotion does, as `habitue.pricing.models.Takes` writes it."""

    PERCENT = "percent"
    AMOUNT = "amount"
    PRICE = "price"
    LOYALTY = "loyalty"


class Why(StrEnum):
    """Why a promotion is not live."""

    NOT_YET = "not_yet"
    OVER = "over"
    ANOTHER_TIME = "another_time"
    NOT_THEIRS = "not_theirs"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Targets:
    """Variants, products, categories and brands; a line that is one of them is meant."""

    ids: frozenset[UUID] = frozenset()
    brands: frozenset[str] = frozenset()

    @cached_property
    def keys(self) -> Keys:
        return frozenset(id.int for id in self.ids) | self.brands


@dataclass(frozen=True)
class LivePromotion:
    """A promotion at the outlet, as `habitue.pricing.models.Promotion` tells it. Nothing in `buys` means everything."""

    id: UUID
    name: str
    takes: Takes
    value: Decimal
    buys: Targets = Targets()
    gets: Targets = Targets()
    buy_quantity: int | None = None
    get_quantity: int | None = None
    spend_from: int | None = None
    groups: frozenset[UUID] = frozenset()
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    days: int = EVERY_DAY
    from_time: time | None = None
    until_time: time | None = None
    code: str = ""
    per_sale: int | None = None
    per_customer: int | None = None
    in_total: int | None = None
    combines: bool = False

    @cached_property
    def on_whole_sale(self) -> bool:
        """It is taken off the sum, and not off pieces."""
        return not self.buys.keys and not self.is_sets and self.takes in {Takes.PERCENT, Takes.AMOUNT}

    @cached_property
    def is_sets(self) -> bool:
        return bool(self.buy_quantity and self.get_quantity)

    @cached_property
    def is_limited(self) -> bool:
        return self.per_customer is not None or self.in_total is not None

    @cached_property
    def hours(self) -> Hours:
        return Hours(self.days, self.from_time, self.until_time)

    @cached_property
    def is_always(self) -> bool:
        """It is live for everybody at any moment."""
        timed = (self.starts_at, self.ends_at, self.from_time, self.until_time, self.per_customer)
        return self.days == EVERY_DAY and not self.groups and all(each is None for each in timed)

    @cached_property
    def part(self) -> int:
        """The percentage in thousandths."""
        return thousandths(self.value)

    @cached_property
    def minor(self) -> int:
        """The amount off, or the price of a piece."""
        return int(self.value)

    def off_piece(self, base: int, left: int) -> int:
        """What it takes off a piece that cost `base` before any promotion, and of which `left` is to be paid yet."""
        if self.takes is Takes.PERCENT:
            return min(left, share_of(base, self.part))
        if self.takes is Takes.AMOUNT:
            return min(left, self.minor)
        return max(0, left - self.minor) if self.takes is Takes.PRICE else 0

    def why_not(self, buyer: Buyer, moment: datetime) -> Why | None:
        """Why it is not for this buyer at this moment of the outlet's clock; None when it is."""
        if self.starts_at and moment < self.starts_at:
            return Why.NOT_YET
        if self.ends_at and moment >= self.ends_at:
            return Why.OVER
        if not self.hours.include(moment):
            return Why.ANOTHER_TIME
        if self.per_customer is not None and buyer.customer is None:
            return Why.NOBODY
        if self.groups and buyer.group not in self.groups:
            return Why.NOT_THEIRS if buyer.customer else Why.NOBODY
        return None

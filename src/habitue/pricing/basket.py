"""What a basket costs. One pure function: no database inside, the same answer wherever it runs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from habitue.lib.money import round_minor


@dataclass(frozen=True, slots=True)
class Discount:
    """What a person takes off a line: a percentage of it (0 to 100), or an amount of minor units, never both."""

    percent: Decimal | None = None
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line to be priced: how many, at which list price (minor units), at which tax rate (0.20 is 20 %)."""

    quantity: int
    unit_price: int
    tax_rate: Decimal
    discount: Discount = Discount()


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line with its money, in minor units. `net` + `tax` = `total`, which is what the customer pays for it.

    `listed` is quantity times list price, as prices are shown in the shop (with or without tax); `off` is what the
    discount takes from it.
    """

    wanted: Wanted
    listed: int
    off: int
    net: int
    tax: int
    total: int

    @property
    def shown(self) -> int:
        """The line as prices are shown in the shop: after the discount, with tax only if list prices include it."""
        return self.listed - self.off


@dataclass(frozen=True, slots=True)
class TaxOfRate:
    """All lines of one rate: what they cost without the tax, and the tax."""

    rate: Decimal
    net: int
    tax: int


@dataclass(frozen=True, slots=True)
class PricedBasket:
    lines: tuple[PricedLine, ...]

    @property
    def net(self) -> int:
        return sum(line.net for line in self.lines)

    @property
    def tax(self) -> int:
        return sum(line.tax for line in self.lines)

    @property
    def total(self) -> int:
        return sum(line.total for line in self.lines)

    @property
    def listed(self) -> int:
        return sum(line.listed for line in self.lines)

    @property
    def off(self) -> int:
        return sum(line.off for line in self.lines)

    @property
    def quantity(self) -> int:
        return sum(line.wanted.quantity for line in self.lines)

    @property
    def taxes(self) -> tuple[TaxOfRate, ...]:
        """The tax by rate, highest rate first."""
        return add_up_taxes((line.wanted.tax_rate, line.net, line.tax) for line in self.lines)


def add_up_taxes(lines: Iterable[tuple[Decimal, int, int]]) -> tuple[TaxOfRate, ...]:
    """Lines of (rate, net, tax) added up by rate, highest rate first."""
    by_rate = groupby(sorted(lines, key=lambda line: -line[0]), key=lambda line: line[0])
    sums = ((rate, list(members)) for rate, members in by_rate)
    return tuple(TaxOfRate(rate, sum(m[1] for m in members), sum(m[2] for m in members)) for rate, members in sums)


def price_basket(wanted: Sequence[Wanted], *, prices_include_tax: bool) -> PricedBasket:
    """Price each line by itself; the totals are the sums of the lines, so that a receipt always adds up.

    Tax is worked out and rounded per line (`habitue.lib.money.ROUNDING`): from within the price where prices include
    tax, on top of it where they do not.
    """
    return PricedBasket(tuple(_price_line(line, prices_include_tax) for line in wanted))


def _price_line(wanted: Wanted, prices_include_tax: bool) -> PricedLine:
    listed = wanted.quantity * wanted.unit_price
    off = _taken_off(wanted.discount, listed)
    shown = listed - off
    if prices_include_tax:
        tax = round_minor(shown * wanted.tax_rate / (1 + wanted.tax_rate))
        return PricedLine(wanted, listed, off, net=shown - tax, tax=tax, total=shown)
    tax = round_minor(shown * wanted.tax_rate)
    return PricedLine(wanted, listed, off, net=shown, tax=tax, total=shown + tax)


def _taken_off(discount: Discount, listed: int) -> int:
    if discount.percent is not None:
        return round_minor(listed * discount.percent / 100)
    return min(discount.amount or 0, listed)

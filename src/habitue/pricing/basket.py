"""What a basket costs, and why. One pure function: no database inside, the same answer wherever it runs.

The steps and their order are decision 150's.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from habitue.lib.money import round_minor
from habitue.pricing.books import book_step
from habitue.pricing.live import Circumstances
from habitue.pricing.pieces import Pieces
from habitue.pricing.promotions import LivePromotion
from habitue.pricing.steps import Step, StepKind
from habitue.pricing.wanted import GOODS, Buyer, Discount, Given, Wanted
from habitue.pricing.whole_sale import promotion_step, sale_discount, sale_promotions

__all__ = [
    "Buyer",
    "Circumstances",
    "Discount",
    "Given",
    "PricedBasket",
    "PricedLine",
    "Step",
    "StepKind",
    "TaxOfRate",
    "Wanted",
    "add_up_taxes",
    "price_basket",
]

NOTHING_OFF = Discount()
USUAL = Decimal(1)
LIST_STEP = Step(StepKind.LIST)


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line with its money, in minor units. `net` + `tax` = `total`, which is what the customer pays for it.

    `listed` is quantity times list price, as prices are shown in the shop (with or without tax); `off` is what the
    `steps` take from it together. `loyalty` is how many times the line earns what it usually would.
    """

    wanted: Wanted
    listed: int
    off: int
    net: int
    tax: int
    total: int
    steps: tuple[Step, ...] = ()
    loyalty: Decimal = USUAL

    @property
    def shown(self) -> int:
        """The line as prices are shown in the shop: after all that is taken off, with tax only if prices include it."""
        return self.listed - self.off


@dataclass(frozen=True, slots=True)
class TaxOfRate:
    """All lines of one rate: what they cost without the tax, and the tax."""

    rate: Decimal
    net: int
    tax: int


@dataclass(frozen=True, slots=True)
class PricedBasket:
    """`promotions` are those that the sale has, with how many times: pieces, sets, or once for the whole sale."""

    lines: tuple[PricedLine, ...]
    promotions: tuple[tuple[UUID, int], ...] = ()

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
    def shown(self) -> int:
        """As prices are shown in the shop: after all that is taken off, with tax only if prices include it."""
        return self.listed - self.off

    @property
    def bought(self) -> "PricedBasket":
        return PricedBasket(tuple(line for line in self.lines if line.wanted.quantity > 0))

    @property
    def coming_back(self) -> "PricedBasket":
        return PricedBasket(tuple(line for line in self.lines if line.wanted.quantity < 0))

    @property
    def to_give_back(self) -> int:
        """What it comes to where more comes back than is bought."""
        return max(0, -self.total)

    @property
    def quantity(self) -> int:
        """Pieces, those that come back too."""
        return sum(abs(line.wanted.quantity) for line in self.lines)

    @property
    def taxes(self) -> tuple[TaxOfRate, ...]:
        """The tax by rate, highest rate first."""
        return add_up_taxes((line.wanted.tax_rate, line.net, line.tax) for line in self.lines)


def add_up_taxes(lines: Iterable[tuple[Decimal, int, int]]) -> tuple[TaxOfRate, ...]:
    """Lines of (rate, net, tax) added up by rate, highest rate first."""
    by_rate = groupby(sorted(lines, key=lambda line: -line[0]), key=lambda line: line[0])
    sums = ((rate, list(members)) for rate, members in by_rate)
    return tuple(TaxOfRate(rate, sum(m[1] for m in members), sum(m[2] for m in members)) for rate, members in sums)


def price_basket(
    wanted: Sequence[Wanted],
    *,
    prices_include_tax: bool,
    under: Circumstances | None = None,
    discount: Discount = NOTHING_OFF,
) -> PricedBasket:
    """Price the lines `under` who buys, when and by which rules; `discount` is taken off the whole sale by hand.

    The totals are the sums of the lines, so that a receipt always adds up. Tax is worked out and rounded per line
    (`habitue.lib.money.ROUNDING`): from within the price where prices include tax, on top of it where they do not.
    """
    order = sorted(range(len(wanted)), key=lambda at: wanted[at].order)
    lines = [_Line(wanted[at]) for at in order]
    promotions = _apply_rules(lines, under) if under else ()
    _take_off_by_hand([line for line in lines if line.wanted.bears_discounts], discount)
    priced: list[PricedLine | None] = [None] * len(lines)
    for at, line in zip(order, lines, strict=True):
        priced[at] = line.priced(prices_include_tax)
    return PricedBasket(tuple(line for line in priced if line), promotions)


class _Line:
    """A line on its way to its price: `left` is what it costs after the steps so far."""

    __slots__ = ("keys", "left", "listed", "loyalty", "sale_steps", "steps", "wanted")

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.loyalty = USUAL
        self.keys = wanted.keys
        self.steps = [LIST_STEP]
        self.sale_steps: list[Step] = []
        unit = wanted.unit_price if wanted.kind == GOODS or wanted.asked_price is None else wanted.asked_price
        self.left = self.listed = wanted.quantity * unit
        if wanted.asked_price is not None and wanted.kind == GOODS and wanted.given is None:
            off = self.listed - wanted.quantity * wanted.asked_price
            given = wanted.discount
            self.take(Step(StepKind.ASKED, off, by=given.by, allowed_by=given.allowed_by, reason=given.reason))

    def take(self, step: Step) -> None:
        self.steps.append(step)
        self.left -= step.off

    def priced(self, prices_include_tax: bool) -> PricedLine:
        wanted, listed = self.wanted, self.listed
        if given := wanted.given:
            return PricedLine(wanted, listed, given.off, given.net, given.tax, given.total, given.steps)
        steps = tuple(self.steps)
        shown = self.left
        if prices_include_tax:
            tax = round_minor(shown * wanted.tax_rate / (1 + wanted.tax_rate))
            return PricedLine(wanted, listed, listed - shown, shown - tax, tax, shown, steps, self.loyalty)
        tax = round_minor(shown * wanted.tax_rate)
        return PricedLine(wanted, listed, listed - shown, shown, tax, shown + tax, steps, self.loyalty)


def _apply_rules(lines: list[_Line], under: Circumstances) -> tuple[tuple[UUID, int], ...]:
    """Price books and promotions; those on the whole sale wait until lines are discounted by hand."""
    bearing = [line for line in lines if line.wanted.bears_rules]
    prices = _book_prices(bearing, under)
    # Books may have turned the order of prices around.
    ranked = sorted(zip(prices, bearing, strict=True), key=lambda each: -each[0])
    prices, bearing = [price for price, _line in ranked], [line for _price, line in ranked]
    live = under.rules.live_promotions(under.buyer, under.moment, under.codes, under.used_up)
    pieces = Pieces([line.wanted for line in bearing], prices, [line.keys for line in bearing])
    if live:
        pieces.apply(each for each in live if not each.on_whole_sale)
    for line, steps, extra in zip(bearing, pieces.steps, pieces.extra_loyalty, strict=True):
        for step in steps:
            line.take(step)
        # Two promotions with which nothing is earned take no more than what is earned.
        line.loyalty = max(Decimal(), line.loyalty + extra)
    times = dict(pieces.times)
    on_sale: dict[UUID, LivePromotion] = {each.id: each for each in live if each.on_whole_sale}
    if on_sale:
        left = [line.left - _off_line(line) for line in bearing]
        for id, shares in sale_promotions(pieces, left, on_sale.values()).items():
            times[id] = 1
            for line, off in zip(bearing, shares, strict=True):
                if off:
                    line.sale_steps.append(promotion_step(on_sale[id], off))
    return tuple(sorted(times.items()))


def _book_prices(bearing: list[_Line], under: Circumstances) -> list[int]:
    """What a piece of each line costs after the price books. Quantities count over all lines of a variant."""
    books = under.rules.live_books(under.buyer, under.moment)
    if not books:
        return [line.wanted.unit_price for line in bearing]
    pieces: Counter[UUID | None] = Counter()
    for line in bearing:
        pieces[line.wanted.variant] += line.wanted.quantity
    prices = []
    for line in bearing:
        price, step = book_step(books, line.wanted, line.keys, pieces[line.wanted.variant], best=under.rules.best)
        prices.append(price)
        if step:
            line.take(step)
    return prices


def _off_line(line: _Line) -> int:
    """What the line's own discount by hand takes off what is left of it."""
    discount = line.wanted.discount
    if line.wanted.asked_price is not None:
        return 0
    if discount.percent is not None:
        return round_minor(line.left * discount.percent / 100)
    return min(discount.amount or 0, line.left)


def _take_off_by_hand(lines: list[_Line], discount: Discount) -> None:
    for line in lines:
        if off := _off_line(line):
            line.take(_by_hand(StepKind.MANUAL, off, line.wanted.discount))
        for step in line.sale_steps:
            line.take(step)
    if discount.percent or discount.amount:
        for line, off in zip(lines, sale_discount([line.left for line in lines], discount), strict=True):
            if off:
                line.take(_by_hand(StepKind.SALE_MANUAL, off, discount))


def _by_hand(kind: StepKind, off: int, discount: Discount) -> Step:
    return Step(kind, off, "", discount.percent, discount.by, discount.allowed_by, discount.reason)

"""What is taken off by hand, as a part of what it is taken off: of a line, of the whole sale, and of a line by both."""

from dataclasses import dataclass
from decimal import Decimal

from habitue.lib.money import round_minor
from habitue.pricing.basket import PricedBasket, PricedLine, StepKind

OF_LINE = (StepKind.MANUAL, StepKind.ASKED)


@dataclass(frozen=True, slots=True)
class Share:
    """`off` minor units of what cost `before`; `percent` where it was said so, which rounding does not touch."""

    off: int = 0
    before: int = 0
    percent: Decimal | None = None

    def passes(self, limit: Decimal) -> bool:
        """An amount that is the limit but for its rounding does not pass it."""
        if self.percent is not None:
            return self.percent > limit
        return self.off > round_minor(self.before * limit / 100)

    def with_share_of(self, sale: "Share") -> "Share":
        """What is taken off this line altogether, when the whole sale's discount takes its share of what is left."""
        if self.percent is not None and sale.percent is not None:
            left = (100 - self.percent) * (100 - sale.percent)
            return Share(self.off, self.before, 100 - left / 100)
        # Not the line's own step, which rounding may have given a minor unit more than its share.
        part = sale.percent / 100 if sale.percent is not None else Decimal(sale.off) / sale.before
        return Share(self.off + round_minor((self.before - self.off) * part), self.before)


NOTHING = Share()


def share_of_line(line: PricedLine) -> Share:
    """What its own discount, or a price that was asked for, takes off what books and promotions have left."""
    before = line.listed
    for step in line.steps:
        if step.kind in OF_LINE:
            return Share(step.off, before, step.percent)
        before -= step.off
    return NOTHING


def share_of_sale(priced: PricedBasket) -> Share:
    steps = [step for line in priced.lines for step in line.steps if step.kind == StepKind.SALE_MANUAL]
    off = sum(step.off for step in steps)
    left = sum(line.shown for line in priced.lines if line.wanted.bears_discounts)
    return Share(off, left + off, steps[0].percent) if steps else NOTHING

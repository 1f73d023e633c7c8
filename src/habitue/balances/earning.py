"""What a sale earns a member. Pure: told the lines and the rates, it reads nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

ONCE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Bought:
    """A line of goods as loyalty sees it: what is paid for it (minor units), and how often promotions let it earn.

    What earns nothing, as gift cards, payments to the account and what is brought back, is told with nothing paid.
    """

    product: UUID
    brand: str
    category: UUID | None
    paid: int
    times: Decimal = ONCE


@dataclass(frozen=True, slots=True)
class Rates:
    """The plan's rate is units for each `per` minor units that are paid; the others are in place of it."""

    plan: Decimal
    per: int
    groups: Mapping[UUID, Decimal] = field(default_factory=dict)
    categories: Mapping[UUID, Decimal] = field(default_factory=dict)
    brands: Mapping[str, Decimal] = field(default_factory=dict)
    products: Mapping[UUID, Decimal] = field(default_factory=dict)

    def of(self, line: Bought, group: UUID) -> Decimal:
        """The most specific: the product's, then the brand's, the category's, the group's, the plan's."""
        if (rate := self.products.get(line.product)) is not None:
            return rate
        if line.brand and (rate := self.brands.get(line.brand.casefold())) is not None:
            return rate
        if line.category and (rate := self.categories.get(line.category)) is not None:
            return rate
        return self.groups.get(group, self.plan)


def earned(
    lines: Sequence[Bought], rates: Rates, *, group: UUID, times: Decimal = ONCE, with_loyalty: int = 0
) -> list[int]:
    """The units that each line earns. `times` is the member's tier; `with_loyalty` the minor units paid with loyalty.

    The sum is rounded down once, and spread over the lines: each gets its whole units, and what is over goes to the
    largest remainders, of equal ones to the line that stands first.
    """
    paid = sum(line.paid for line in lines if line.paid > 0)
    if paid <= 0:
        return [0] * len(lines)
    counts = Fraction(max(0, paid - with_loyalty), paid) * Fraction(times) / rates.per
    exact = [max(0, line.paid) * Fraction(rates.of(line, group)) * Fraction(line.times) * counts for line in lines]
    whole = [int(each) for each in exact]
    over = int(sum(exact)) - sum(whole)
    by_remainder = sorted(range(len(lines)), key=lambda place: (whole[place] - exact[place], place))
    for place in by_remainder[:over]:
        whole[place] += 1
    return whole

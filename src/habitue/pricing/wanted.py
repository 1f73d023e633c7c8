"""What is to be priced, for whom: all that the pricing function is told about a basket."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from habitue.pricing.steps import Step

GOODS = "goods"

type Keys = frozenset[int | str]
"""What rules are on, or what a line is of: ids as numbers, which compare ten times faster than UUIDs, and brands."""


@dataclass(frozen=True, slots=True)
class Discount:
    """What a person takes off: a percentage (0 to 100), or an amount of minor units, never both; who, and why."""

    percent: Decimal | None = None
    amount: int | None = None
    by: UUID | None = None
    allowed_by: UUID | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """Money that is a fact already, as of a line that is brought back: it is not priced again. All of it negative."""

    off: int
    net: int
    tax: int
    total: int
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line to be priced: how many, at which list price (minor units), at which tax rate (0.20 is 20 %).

    `asked_price` is what somebody typed in place of the price of a piece: by whom and why stands in `discount`. Only
    goods bear books, promotions and discounts; of a gift card or a payment to the account the asked price is its price.
    """

    quantity: int
    unit_price: int
    tax_rate: Decimal
    discount: Discount = Discount()
    variant: UUID | None = None
    product: UUID | None = None
    category: UUID | None = None
    brand: str = ""
    supplier: UUID | None = None
    kind: str = GOODS
    asked_price: int | None = None
    given: Given | None = None

    @property
    def keys(self) -> Keys:
        """All by which a rule may mean this line."""
        ids = (self.variant, self.product, self.category, self.supplier)
        named = {id.int for id in ids if id}
        return frozenset((*named, self.brand) if self.brand else named)

    @property
    def bears_rules(self) -> bool:
        """Whether price books and promotions may touch it."""
        return self.bears_discounts and self.asked_price is None

    @property
    def bears_discounts(self) -> bool:
        return self.kind == GOODS and self.given is None and self.quantity > 0

    @property
    def order(self) -> tuple[Any, ...]:
        """An order of its own, dearest first: the one in which lines were put in does not matter."""
        discount = self.discount
        taken = (discount.percent or 0, discount.amount or 0, self.asked_price or 0)
        return (-self.unit_price, str(self.variant), self.tax_rate, self.quantity, *taken)


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who buys, as far as prices ask: the customer and their group; nobody in particular has neither."""

    customer: UUID | None = None
    group: UUID | None = None


NOBODY = Buyer()

"""What a completed sale is told as: facts that are stored as they are, and never worked out again."""

from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class StepFacts:
    """One step on the way to a line's price: what it took `off` (minor units; less than nothing where it added).

    `kind` is as `habitue.pricing` names it; `rule` the price book or promotion; `by` who gave it, `allowed_by` whose
    PIN let it pass the limit.
    """

    kind: str
    off: int
    name: str = ""
    percent: Decimal | None = None
    rule: UUID | None = None
    by: UUID | None = None
    allowed_by: UUID | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What was sold at which price and why. Money in minor units; the steps of `why` add up to `off`.

    What was brought back has negative quantity and money; `of_sale` and `of_line` say of which line. `earned` is what
    the line earns a member, in units of loyalty. `gift_card` is the card that the line puts money on, with its code.
    """

    variant: UUID
    name: str
    sku: str
    options: str
    quantity: int
    unit_price: int
    off: int
    discount_percent: Decimal | None
    tax_rate: Decimal
    net: int
    tax: int
    total: int
    kind: str = "goods"
    why: list[StepFacts] = field(default_factory=list)
    of_sale: UUID | None = None
    of_line: int | None = None
    return_reason: str = ""
    earned: int = 0
    gift_card: UUID | None = None
    gift_code: str = ""


@dataclass(frozen=True, slots=True)
class PaymentFacts:
    """What was paid by one tender: `amount` to the sale, `tendered` before change; both negative for a refund.

    `units` are those of loyalty that pay the amount. A refund to a balance names the sale that it had paid (`of_sale`).
    """

    tender: str
    amount: int
    tendered: int
    units: int = 0
    gift_card: UUID | None = None
    allowed_by: UUID | None = None
    of_sale: UUID | None = None

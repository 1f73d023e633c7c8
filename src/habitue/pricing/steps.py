"""Why a line costs what it does, one step after another."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID


class StepKind(StrEnum):
    """Where a step comes from, in the order in which a price is made."""

    LIST = "list"
    ASKED = "asked"
    BOOK = "book"
    PROMOTION = "promotion"
    MANUAL = "manual"
    SALE_PROMOTION = "sale_promotion"
    SALE_MANUAL = "sale_manual"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `off` minor units are taken off the line by it; less than nothing where it makes the line dearer.

    `name` is the price book's or the promotion's, `rule` its id; `percent` is said where it was a percentage. `by` gave
    a discount or asked for another price, for `reason`, and `allowed_by` is the manager who let it pass the limit.
    """

    kind: StepKind
    off: int = 0
    name: str = ""
    percent: Decimal | None = None
    by: UUID | None = None
    allowed_by: UUID | None = None
    reason: str = ""
    rule: UUID | None = None

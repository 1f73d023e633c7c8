"""Price books and promotions as the doors hand them to the actions, and as the journal keeps them."""

from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenPrice:
    """What a variant costs in a book from so many pieces on: `price` minor units, or `percent_off`.

    `id` is that of a price which the book has not yet.
    """

    id: UUID
    variant: UUID
    from_quantity: int = 1
    price: int | None = None
    percent_off: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceAt:
    """A place in a book: a variant, from so many pieces on."""

    variant: UUID
    from_quantity: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenRule:
    """A percentage off one category, brand or supplier, or off everything where none is named."""

    id: UUID
    percent_off: Decimal
    category: UUID | None = None
    brand: str = ""
    supplier: UUID | None = None
    from_quantity: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenTarget:
    """One variant, product, category or brand, of which pieces are bought ("buy") or got ("get")."""

    id: UUID
    part: str = "buy"
    variant: UUID | None = None
    product: UUID | None = None
    category: UUID | None = None
    brand: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenPromotion:
    """All that `habitue.pricing.models.Promotion` says, with its targets, groups and outlets."""

    name: str
    takes: str
    value: Decimal
    targets: list[GivenTarget] = field(default_factory=list)
    buy_quantity: int | None = None
    get_quantity: int | None = None
    spend_from: int | None = None
    groups: list[UUID] = field(default_factory=list)
    outlets: list[UUID] = field(default_factory=list)
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    days: int = 127
    from_time: time | None = None
    until_time: time | None = None
    code: str = ""
    per_sale: int | None = None
    per_customer: int | None = None
    in_total: int | None = None
    combines: bool = False

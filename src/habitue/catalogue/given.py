"""Products as the doors hand them to the actions, and as the journal keeps them."""

from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenVariant:
    """One size and colour. `barcodes` are all it has; `price` is in minor units."""

    id: UUID
    sku: str
    price: int
    size: str = ""
    colour: str = ""
    barcodes: list[str] = field(default_factory=list)
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenProduct:
    """A product with variants in the order in which they are shown. Variants it had before and that are not named
    here stay as they are."""

    id: UUID
    name: str
    tax_rate: UUID
    brand: str = ""
    category: UUID | None = None
    supplier: UUID | None = None
    variants: list[GivenVariant] = field(default_factory=list)

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

import pytest

from habitue.catalogue.actions import create_category, create_product, create_tax_rate
from habitue.catalogue.given import GivenVariant
from habitue.catalogue.models import Category, Product, TaxRate
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id

OFFICE = UUID("0190a7b2-0000-7000-8000-000000000001")

type Stocks = Callable[..., Product]


@pytest.fixture
def stamp(db: None) -> Callable[[], Stamp]:
    return lambda: Stamp(stream=OFFICE)


@pytest.fixture
def standard(db: None) -> TaxRate:
    return perform(create_tax_rate, Stamp(OFFICE), id=new_id(), name="20 %", rate=Decimal("0.2"))


@pytest.fixture
def shoes(db: None) -> Category:
    return perform(create_category, Stamp(OFFICE), id=new_id(), name="Shoes", position=0, colour=1)


@pytest.fixture
def bags(db: None) -> Category:
    return perform(create_category, Stamp(OFFICE), id=new_id(), name="Bags", position=1, colour=2)


def variant(sku: str, price: int = 8900, size: str = "", colour: str = "", *barcodes: str) -> GivenVariant:
    return GivenVariant(id=new_id(), sku=sku, price=price, size=size, colour=colour, barcodes=list(barcodes))


@pytest.fixture
def stock(standard: TaxRate) -> Stocks:
    """Put a product into the catalogue: `stock("Loafer", variant("LOA-38"), category=shoes)`."""

    def put(name: str, *variants: GivenVariant, brand: str = "", category: Category | None = None) -> Product:
        return perform(
            create_product,
            Stamp(OFFICE),
            id=new_id(),
            name=name,
            brand=brand,
            category=category.id if category else None,
            tax_rate=standard.id,
            variants=list(variants) or [variant(name.upper()[:40])],
        )

    return put

from uuid import UUID

from habitue.catalogue.given import GivenProduct, GivenVariant
from habitue.catalogue.models import Product
from habitue.catalogue.storing import store_products
from habitue.journal.action import Doing, action


@action
def change_product(
    doing: Doing,
    *,
    id: UUID,
    name: str,
    brand: str,
    category: UUID | None,
    tax_rate: UUID,
    variants: list[GivenVariant],
    supplier: UUID | None = None,
) -> Product:
    """Variants are added, changed, retired or brought back as `variants` says; none is ever deleted, since it may have
    been sold at a till that this one has not heard of yet."""
    Product.objects.only("id").get(id=id)
    given = GivenProduct(
        id=id,
        name=name,
        brand=brand,
        category=category,
        supplier=supplier,
        tax_rate=tax_rate,
        variants=variants,
    )
    store_products(doing, [given])
    return Product.objects.get(id=id)

from uuid import UUID

from habitue.catalogue.given import GivenProduct, GivenVariant
from habitue.catalogue.models import Product
from habitue.catalogue.storing import store_products
from habitue.journal.action import AlreadyDone, Doing, action


@action
def create_product(
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
    if existing := Product.objects.filter(id=id).first():
        raise AlreadyDone(existing)
    given = GivenProduct(
        id=id,
        name=name,
        brand=brand,
        category=category,
        supplier=supplier,
        tax_rate=tax_rate,
        variants=variants,
    )
    [product] = store_products(doing, [given])
    return product

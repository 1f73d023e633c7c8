"""What the shop has of what a file speaks of, read in a few queries before anything is matched."""

from collections.abc import Iterable
from itertools import batched
from uuid import UUID

from django.db.models import F

from habitue.catalogue.given import GivenProduct, GivenVariant
from habitue.catalogue.models import Barcode, Category, Product, Variant
from habitue.contacts.models import Supplier
from habitue.lib.text import fold

AT_ONCE = 500


def name_key(name: str, brand: str) -> tuple[str, str]:
    """Names that differ in case and accents alone are one."""
    return fold(name), fold(brand)


class Held:
    """`variants` and `barcodes` by SKU and code; `names` are all products'; `products` those that are to be matched."""

    def __init__(self, skus: Iterable[str], codes: Iterable[str]) -> None:
        self.barcodes: dict[str, Variant] = {}
        for some in batched(dict.fromkeys(codes), AT_ONCE, strict=False):
            for barcode in Barcode.objects.filter(code__in=some).select_related("variant__product"):
                self.barcodes[barcode.code] = barcode.variant
        self.variants: dict[str, Variant] = {variant.sku: variant for variant in self.barcodes.values()}
        for some in batched(dict.fromkeys(skus), AT_ONCE, strict=False):
            self.variants |= {variant.sku: variant for variant in Variant.objects.filter(sku__in=some)}
        retired_first = F("retired_at").desc(nulls_last=True)
        self.names = {
            name_key(name, brand): id
            for id, name, brand in Product.objects.order_by(retired_first, "id").values_list("id", "name", "brand")
        }
        self._categories = {fold(name): id for id, name in Category.objects.values_list("id", "name")}
        by_name = Supplier.objects.order_by(F("retired_at").desc(nulls_last=True), "-id").values_list("id", "company")
        self._suppliers = {fold(company): id for id, company in by_name}
        self.products: dict[UUID, GivenProduct] = {}

    def load(self, products: Iterable[UUID]) -> None:
        for some in batched(dict.fromkeys(products), AT_ONCE, strict=False):
            loaded = Product.objects.filter(id__in=some).prefetch_related("variants__barcodes")
            self.products |= {product.id: given_of(product) for product in loaded}

    def category(self, name: str) -> UUID | None:
        return self._categories.get(fold(name))

    def add_category(self, name: str, id: UUID) -> None:
        self._categories[fold(name)] = id

    def supplier(self, name: str) -> UUID | None:
        return self._suppliers.get(fold(name))

    def add_supplier(self, name: str, id: UUID) -> None:
        self._suppliers[fold(name)] = id

    @property
    def next_category(self) -> int:
        return len(self._categories)


def given_of(product: Product) -> GivenProduct:
    """`product` as an action would be given it to change nothing."""
    variants = sorted(product.variants.all(), key=lambda variant: (variant.position, variant.id))
    return GivenProduct(
        id=product.id,
        name=product.name,
        brand=product.brand,
        category=product.category_id,
        supplier=product.supplier_id,
        tax_rate=product.tax_rate_id,
        variants=[
            GivenVariant(
                id=variant.id,
                sku=variant.sku,
                price=variant.price,
                size=variant.size,
                colour=variant.colour,
                barcodes=sorted(barcode.code for barcode in variant.barcodes.all()),
                retired=variant.retired_at is not None,
            )
            for variant in variants
        ],
    )

"""What is sold, as the pages on prices look for it: each product with those of its variants that were meant."""

from dataclasses import dataclass
from uuid import UUID

from habitue.catalogue.models import Category, Product, Variant
from habitue.catalogue.search import find_variants, variant_of_scan
from habitue.lib.text import words

MOST = 30


@dataclass(frozen=True, slots=True)
class FoundProduct:
    product: Product
    variants: list[Variant]
    whole: int
    """How many variants the product has on sale, found or not."""
    scanned: bool = False
    """Just this one variant was meant: its whole SKU or barcode was typed or scanned."""


def found_products(typed: str) -> list[FoundProduct]:
    if not typed.strip():
        return []
    scanned = variant_of_scan(typed)
    variants = [scanned] if scanned else find_variants(typed, limit=MOST)
    products: dict[UUID, FoundProduct] = {}
    for variant in variants:
        found = products.setdefault(variant.product_id, FoundProduct(variant.product, [], 0))
        found.variants.append(variant)
    counts: dict[UUID, int] = {}
    for product in Variant.objects.on_sale().filter(product__in=products).values_list("product", flat=True):
        counts[product] = counts.get(product, 0) + 1
    return [FoundProduct(each.product, each.variants, counts[id], bool(scanned)) for id, each in products.items()]


@dataclass(frozen=True, slots=True)
class FoundPlaces:
    categories: list[Category]
    brands: list[str]


def found_places(typed: str) -> FoundPlaces:
    """Categories and brands of whose names each typed word is a start."""
    wanted = words(typed)
    brands = Product.objects.exclude(brand="").order_by("brand").values_list("brand", flat=True).distinct()
    if not wanted:
        return FoundPlaces([], [])
    return FoundPlaces(
        [each for each in Category.objects.filter(retired_at=None) if _begins(wanted, each.name)],
        [brand for brand in brands if _begins(wanted, brand)][:MOST],
    )


def _begins(wanted: list[str], name: str) -> bool:
    named = words(name)
    return all(any(word.startswith(start) for word in named) for start in wanted)

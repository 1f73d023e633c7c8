"""Finding what is sold: at the till by typing, scanning or tapping tiles, in the back office by typing."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from habitue.catalogue.barcodes import normal
from habitue.catalogue.models import Category, Kind, Product, Variant, Word
from habitue.catalogue.words import stretch, typed_words
from habitue.lib.text import squeeze

AT_HAND = ("product__tax_rate", "product__category")


@dataclass(frozen=True, slots=True)
class Tile:
    """A product at the till, with the number of its variants on sale and the lowest and highest of their prices."""

    product: Product
    variants: int
    price_from: int
    price_to: int


def find_variants(typed: str, limit: int = 24) -> list[Variant]:
    """The variants on sale of whose words each typed word is a start, at most `limit`; a product's stand together.

    Whole words go before starts. Product, category and tax rate are loaded.
    """
    wanted = typed_words(typed)
    if not wanted:
        return []
    found = Word.objects.filter(_begins(wanted[0]), variant__retired_at=None, variant__product__retired_at=None)
    for word in wanted[1:]:
        found = found.filter(Exists(Word.objects.filter(_begins(word), variant=OuterRef("variant"))))
    # A variant may have several words with this start, hence more rows than are asked for.
    rows = found.order_by("word", "variant").values_list("variant", flat=True)[: limit * 4]
    return _load(list(dict.fromkeys(rows))[:limit])


def variant_of_scan(scanned: str) -> Variant | None:
    """The variant on sale whose barcode or SKU was scanned; a UPC-A and its EAN-13 are one barcode."""
    code = squeeze(scanned)
    on_sale = Variant.objects.on_sale().select_related(*AT_HAND)
    by_barcode = on_sale.filter(barcodes__code=normal(code)).first()
    return by_barcode or on_sale.filter(sku__in={code, code.upper()}).first()


def retired_of_scan(scanned: str) -> Variant | None:
    """The variant that was scanned, if it was sold once and is no longer."""
    code = squeeze(scanned)
    known = Variant.objects.select_related("product")
    return known.filter(barcodes__code=normal(code)).first() or known.filter(sku__in={code, code.upper()}).first()


def tiles(category: Category | None = None, limit: int = 60) -> list[Tile]:
    """The first `limit` products on sale by name, of one category or of all."""
    products = Product.objects.on_sale().filter(Exists(Variant.objects.filter(product=OuterRef("id"), retired_at=None)))
    if category is not None:
        products = products.filter(category=category)
    shown = list(products.select_related("category").order_by("name")[:limit])
    facts = (
        Variant.objects.filter(product__in=shown, retired_at=None)
        .order_by()
        .values_list("product")
        .annotate(Count("id"), Min("price"), Max("price"))
    )
    by_product = {product: (count, lowest, highest) for product, count, lowest, highest in facts}
    return [Tile(product, *by_product[product.id]) for product in shown if product.id in by_product]


def choices(product: UUID) -> list[Variant]:
    """The sizes and colours of a product that are on sale, in its own order."""
    on_sale = Variant.objects.on_sale().filter(product=product)
    return list(on_sale.select_related(*AT_HAND).order_by("position", "id"))


def matching_products(typed: str) -> QuerySet[Product]:
    """The goods, retired ones too, of whose variants' words each typed word is a start; all if nothing is typed."""
    products = Product.objects.filter(kind=Kind.GOODS)
    for word in typed_words(typed):
        products = products.filter(id__in=Word.objects.filter(_begins(word)).values("variant__product"))
    return products


def _begins(start: str) -> Q:
    first, last = stretch(start)
    return Q(word__gte=first, word__lt=last)


def _load(ids: list[UUID]) -> list[Variant]:
    """The variants in the order of `ids`, except that those of one product follow its first one."""
    variants = Variant.objects.select_related(*AT_HAND).in_bulk(ids)
    places: dict[UUID, int] = {}
    for id in ids:
        places.setdefault(variants[id].product_id, len(places))
    return sorted(variants.values(), key=lambda variant: (places[variant.product_id], variant.position, variant.id))

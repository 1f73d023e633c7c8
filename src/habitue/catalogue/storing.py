"""Writing products down: one way for one product typed in and for thousands imported. Only actions call this."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from habitue.catalogue.barcodes import normal, spellings
from habitue.catalogue.given import GivenProduct, GivenVariant
from habitue.catalogue.models import Barcode, Category, Product, Variant, Word
from habitue.catalogue.using import bring_back_what_is_used
from habitue.catalogue.words import searchable
from habitue.journal.action import Doing

AT_ONCE = 500
"""Rows in one statement: engines differ in how many values they take, none in whether they take this many."""


def store_products(doing: Doing, given: list[GivenProduct]) -> list[Product]:
    """Create or change the products and the variants they name, with barcodes and words, and tell the feed."""
    products = [
        Product(
            id=each.id,
            name=each.name,
            brand=each.brand,
            category_id=each.category,
            tax_rate_id=each.tax_rate,
            supplier_id=each.supplier,
        )
        for each in given
    ]
    Product.objects.bulk_create(
        products,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["name", "brand", "category", "tax_rate", "supplier"],
    )
    variants = [variant for each in given for variant in _variants(each, doing.stamp.at)]
    _store_variants(variants)
    _store_barcodes([variant for each in given for variant in each.variants])
    index_words(each.id for each in given)
    bring_back_what_is_used(doing, [each.id for each in given])
    doing.changed(*products)
    doing.changed(*variants)
    return products


def index_words(products: Iterable[UUID]) -> None:
    """Write anew by which words the products' variants are found."""
    products = list(products)
    for start in range(0, len(products), AT_ONCE):
        variants = list(
            Variant.objects.filter(product__in=products[start : start + AT_ONCE])
            .select_related("product__category")
            .prefetch_related("barcodes")
        )
        Word.objects.filter(variant__product__in=products[start : start + AT_ONCE]).delete()
        Word.objects.bulk_create(
            [Word(word=word, variant=variant) for variant in variants for word in sorted(_words(variant))],
            batch_size=AT_ONCE,
        )


def _words(variant: Variant) -> set[str]:
    product = variant.product
    category: Category | None = product.category
    barcodes = [spelt for barcode in variant.barcodes.all() for spelt in spellings(barcode.code)]
    return searchable(
        product.name,
        product.brand,
        category.name if category else "",
        variant.size,
        variant.colour,
        codes=[variant.sku, *barcodes],
    )


def _variants(given: GivenProduct, at: datetime) -> list[Variant]:
    return [
        Variant(
            id=each.id,
            product_id=given.id,
            position=position,
            sku=each.sku,
            size=each.size,
            colour=each.colour,
            price=each.price,
            retired_at=at if each.retired else None,
        )
        for position, each in enumerate(given.variants)
    ]


def _store_variants(variants: list[Variant]) -> None:
    held: dict[UUID, Variant] = {}
    ids = [variant.id for variant in variants]
    for start in range(0, len(ids), AT_ONCE):
        held |= Variant.objects.in_bulk(ids[start : start + AT_ONCE])
    for variant in variants:
        before = held.get(variant.id)
        if before is None:
            continue
        if before.retired_at and variant.retired_at:
            variant.retired_at = before.retired_at
        if before.sku != variant.sku:
            # Two variants may swap their SKUs: the old one is let go of before anybody takes it.
            Variant.objects.filter(id=variant.id).update(sku=variant.id.hex)
    Variant.objects.bulk_create(
        variants,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["position", "sku", "size", "colour", "price", "retired_at"],
    )


def _store_barcodes(given: list[GivenVariant]) -> None:
    ids = [each.id for each in given]
    for start in range(0, len(ids), AT_ONCE):
        Barcode.objects.filter(variant__in=ids[start : start + AT_ONCE]).delete()
    Barcode.objects.bulk_create(
        [
            Barcode(code=code, variant_id=each.id)
            for each in given
            for code in dict.fromkeys(map(normal, each.barcodes))
        ],
        batch_size=AT_ONCE,
    )

from decimal import Decimal

import pytest
from django.db import IntegrityError

from habitue.catalogue.actions import (
    bring_back_product,
    change_category,
    change_product,
    change_tax_rate,
    import_products,
    retire_product,
)
from habitue.catalogue.given import GivenProduct, GivenVariant
from habitue.catalogue.models import Barcode, Category, Product, TaxRate, Variant, Word
from habitue.catalogue.search import find_variants, variant_of_scan
from habitue.journal.action import Stamp
from habitue.journal.models import Change, Entry
from habitue.journal.perform import perform, replay
from habitue.lib.ids import new_id
from tests.catalogue.conftest import OFFICE, Stocks, variant


def test_a_product_is_stored_with_its_variants_and_barcodes_and_told_to_the_feed(stock: Stocks) -> None:
    product = stock("Loafer", variant("LOA-38", 8900, "38", "black", "4006381333931"), variant("LOA-39", 9000, "39"))
    first, second = product.variants.all()
    assert (first.sku, first.options, first.price) == ("LOA-38", "38 · black", 8900)
    assert (second.sku, second.position) == ("LOA-39", 1)
    assert [barcode.code for barcode in first.barcodes.all()] == ["4006381333931"]
    changed = set(Change.objects.values_list("kind", "object_id"))
    assert {("product", product.id), ("variant", first.id), ("variant", second.id)} <= changed


def change(product: Product, *variants: GivenVariant, name: str = "", stamp: Stamp | None = None) -> Product:
    return perform(
        change_product,
        stamp or Stamp(OFFICE),
        id=product.id,
        name=name or product.name,
        brand=product.brand,
        category=product.category_id,
        tax_rate=product.tax_rate_id,
        variants=list(variants),
    )


def same(row: Variant, **others: object) -> GivenVariant:
    values = {"id": row.id, "sku": row.sku, "price": row.price, "size": row.size, "colour": row.colour}
    values["barcodes"] = [barcode.code for barcode in row.barcodes.all()]
    return GivenVariant(**(values | others))  # type: ignore[arg-type]  # a test's shorthand


def test_a_changed_product_gains_changes_and_retires_variants(stock: Stocks) -> None:
    product = stock("Loafer", variant("LOA-38", 8900, "38"), variant("LOA-39", 8900, "39"))
    first, second = product.variants.all()
    changed = change(
        product, same(first, price=7900), same(second, retired=True), variant("LOA-40", 8900, "40"), name="Penny loafer"
    )
    assert changed.name == "Penny loafer"
    assert [(each.sku, each.price) for each in find_variants("penny")] == [("LOA-38", 7900), ("LOA-40", 8900)]
    assert find_variants("LOA-39") == []
    assert Variant.objects.filter(product=product).count() == 3


def test_a_variant_that_is_not_named_stays_as_it_is(stock: Stocks) -> None:
    product = stock("Loafer", variant("LOA-38"), variant("LOA-39"))
    change(product, same(product.variants.all()[0], price=100))
    assert variant_of_scan("LOA-39") is not None


def test_two_variants_may_swap_their_skus_and_barcodes(stock: Stocks) -> None:
    product = stock(
        "Loafer", variant("LOA-38", 1, "38", "", "4006381333931"), variant("LOA-39", 1, "39", "", "0036000291452")
    )
    first, second = product.variants.all()
    change(
        product,
        same(first, sku="LOA-39", barcodes=["0036000291452"]),
        same(second, sku="LOA-38", barcodes=["4006381333931"]),
    )
    found = variant_of_scan("4006381333931")
    assert found is not None
    assert (found.id, found.sku) == (second.id, "LOA-38")


def test_a_variant_keeps_the_time_at_which_it_was_retired(stock: Stocks) -> None:
    product = stock("Loafer", variant("LOA-38"), variant("LOA-39"))
    first = product.variants.all()[0]
    change(product, same(first, retired=True))
    retired_at = Variant.objects.get(id=first.id).retired_at
    change(product, same(first, retired=True, price=1))
    assert Variant.objects.get(id=first.id).retired_at == retired_at


def test_a_retired_product_is_not_found_at_the_till_and_can_be_brought_back(stock: Stocks) -> None:
    product = stock("Loafer", variant("LOA-38"))
    perform(retire_product, Stamp(OFFICE), id=product.id)
    assert find_variants("loafer") == []
    assert variant_of_scan("LOA-38") is None
    perform(bring_back_product, Stamp(OFFICE), id=product.id)
    assert len(find_variants("loafer")) == 1


def test_a_renamed_category_finds_its_products_by_the_new_name(stock: Stocks, shoes: Category) -> None:
    stock("Loafer", category=shoes)
    perform(change_category, Stamp(OFFICE), id=shoes.id, name="Footwear", position=0, colour=1)
    assert find_variants("shoes") == []
    assert len(find_variants("footwear")) == 1


def test_a_tax_rate_can_change(standard: TaxRate) -> None:
    perform(change_tax_rate, Stamp(OFFICE), id=standard.id, name="21 %", rate=Decimal("0.21"))
    standard.refresh_from_db()
    assert (standard.name, standard.rate) == ("21 %", Decimal("0.21"))


def test_one_sku_and_one_barcode_lead_to_one_variant(stock: Stocks) -> None:
    stock("Loafer", variant("LOA-38", 1, "", "", "4006381333931"))
    with pytest.raises(IntegrityError):
        stock("Other", variant("LOA-38"))
    with pytest.raises(IntegrityError):
        stock("Other", variant("OTHER", 1, "", "", "4006381333931"))
    assert Product.objects.count() == 1


def test_an_import_is_one_entry_and_creates_or_changes(stock: Stocks, standard: TaxRate) -> None:
    known = stock("Loafer", variant("LOA-38", 8900))
    before = Entry.objects.count()
    given = [
        GivenProduct(
            id=known.id, name="Loafer", tax_rate=standard.id, variants=[same(known.variants.get(), price=7900)]
        ),
        GivenProduct(id=new_id(), name="Boot", tax_rate=standard.id, variants=[variant("BOO-38", 12900)]),
    ]
    assert perform(import_products, Stamp(OFFICE), products=given) == 2
    assert Entry.objects.count() == before + 1
    assert set(Variant.objects.values_list("sku", "price")) == {("LOA-38", 7900), ("BOO-38", 12900)}


def rows() -> list[list[tuple[object, ...]]]:
    return [
        sorted(model.objects.values_list(), key=str) for model in (TaxRate, Category, Product, Variant, Barcode, Word)
    ]


def test_the_catalogue_replayed_from_the_journal_is_the_same(stock: Stocks, shoes: Category) -> None:
    product = stock("Loafer", variant("LOA-38", 8900, "38", "noir", "4006381333931"), category=shoes, brand="Clément")
    change(product, same(product.variants.get(), retired=True), variant("LOA-40"))
    perform(retire_product, Stamp(OFFICE), id=product.id)
    before, entries = rows(), list(Entry.objects.order_by("number"))
    for model in (Word, Barcode, Variant, Product, Category, TaxRate, Entry, Change):
        model.objects.all().delete()
    entries[0].stream.__class__.objects.all().delete()
    for entry in entries:
        replay(entry)
    assert rows() == before

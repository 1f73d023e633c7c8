import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from habitue.catalogue.actions import create_category, create_tax_rate, retire_category, retire_tax_rate
from habitue.catalogue.importing import import_file
from habitue.catalogue.models import Category, Product, TaxRate, Variant
from habitue.catalogue.search import variant_of_scan
from habitue.journal.action import Stamp
from habitue.journal.models import Entry
from habitue.journal.perform import perform
from habitue.lib.csvfile import NotACSV
from habitue.lib.csvreport import Outcome
from habitue.lib.ids import new_id
from habitue.stores.models import Shop
from tests.catalogue.conftest import OFFICE, Stocks, variant

type Imports = Callable[..., Outcome]

ENGLISH = """name,brand,category,tax rate,SKU,barcode(s),size,colour,price
Loafer,Carel,Shoes,20,LOA-38,3760123456784,38,black,89.00
Loafer,Carel,Shoes,20,LOA-39,,39,black,89.00
Polish,Cirelle,Care,5.5 %,POL-1,036000291452,,,9.80
"""
FRENCH = """Désignation;Marque;Catégorie;TVA;Référence;Code-barres;Pointure;Coloris;Prix TTC
Escarpin été;Maison Élise;Chaussures;Taux réduit;ESC-38;3760123456784;38;crème;"1 012,50"
Escarpin été;Maison Élise;Chaussures;5,5;ESC-39;;39;crème;12,50 €
"""


@pytest.fixture
def imports(standard: TaxRate, tmp_path: Path) -> Imports:
    perform(create_tax_rate, Stamp(OFFICE), id=new_id(), name="Taux réduit", rate=Decimal("0.055"))
    Shop.objects.create(name="Shop", currency="EUR", language="en")

    def run(text: str | bytes, *, encoding: str = "utf-8", dry_run: bool = False) -> Outcome:
        file = tmp_path / "products.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return import_file(file, stamp=lambda: Stamp(OFFICE), dry_run=dry_run)

    return run


def counts(outcome: Outcome) -> tuple[int, int, int, int]:
    return outcome.created, outcome.changed, outcome.unchanged, outcome.bad


def said(outcome: Outcome) -> list[tuple[int, str]]:
    return [(problem.line, problem.column) for problem in outcome.problems]


def test_lines_of_one_name_and_brand_are_one_product(imports: Imports) -> None:
    assert counts(imports(ENGLISH)) == (3, 0, 0, 0)
    loafer = Product.objects.get(name="Loafer")
    assert [(each.sku, each.options, each.price) for each in loafer.variants.all()] == [
        ("LOA-38", "38 · black", 8900),
        ("LOA-39", "39 · black", 8900),
    ]
    polish = variant_of_scan("036000291452")
    assert polish is not None
    assert (polish.price, polish.product.tax_rate.rate) == (980, Decimal("0.055"))
    assert list(Category.objects.values_list("name", "colour")) == [("Shoes", 1), ("Care", 2)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_a_french_file_in_any_usual_encoding(imports: Imports, encoding: str, separator: str) -> None:
    assert counts(imports(FRENCH.replace(";", separator), encoding=encoding)) == (2, 0, 0, 0)
    product = Product.objects.get()
    assert (product.name, product.brand, product.tax_rate.name) == ("Escarpin été", "Maison Élise", "Taux réduit")
    assert list(product.variants.values_list("colour", "price")) == [("crème", 101250), ("crème", 1250)]


def test_the_same_file_again_changes_nothing(imports: Imports) -> None:
    imports(ENGLISH)
    before = Entry.objects.count()
    assert counts(imports(ENGLISH)) == (0, 0, 3, 0)
    assert Entry.objects.count() == before


def test_a_line_is_known_by_its_sku(imports: Imports) -> None:
    imports(ENGLISH)
    assert counts(imports("sku,price\nLOA-38,79\nLOA-39,89\nNEW-1,5\n")) == (0, 1, 1, 1)
    assert Variant.objects.get(sku="LOA-38").price == 7900
    assert Product.objects.get(name="Loafer").brand == "Carel"


def test_a_retired_category_that_a_file_names_is_back_and_a_retired_tax_rate_is_told(imports: Imports) -> None:
    care = perform(create_category, Stamp(OFFICE), id=new_id(), name="Care", position=0, colour=0)
    perform(retire_category, Stamp(OFFICE), id=care.id)
    perform(retire_tax_rate, Stamp(OFFICE), id=TaxRate.objects.get(name="Taux réduit").id)
    outcome = imports(ENGLISH)
    assert (counts(outcome), said(outcome)) == ((2, 0, 0, 1), [(4, "tax rate")])
    care.refresh_from_db()
    assert care.retired_at
    assert counts(imports(ENGLISH.replace("5.5 %", "20"))) == (1, 0, 2, 0)
    care.refresh_from_db()
    assert care.retired_at is None


def test_a_new_size_joins_the_product_of_its_name_whatever_its_case(imports: Imports) -> None:
    imports(ENGLISH)
    assert counts(imports("name,brand,sku,size,price\nLOAFER,carel,LOA-40,40,89\n")) == (1, 0, 0, 0)
    assert Variant.objects.filter(product__brand__iexact="Carel").count() == 3
    assert Product.objects.count() == 2


def test_nothing_that_the_file_leaves_out_is_lost(imports: Imports, stock: Stocks, bags: Category) -> None:
    stock("Tote", variant("TOT-1", 100, "L", "black", "4006381333931"), brand="Vaubert", category=bags)
    imports("name,brand,sku,barcode,price\nTote,Vaubert,TOT-1,3760123456784,100\n")
    tote = Variant.objects.get(sku="TOT-1")
    assert (tote.options, tote.product.category) == ("L · black", bags)
    assert {each.code for each in tote.barcodes.all()} == {"4006381333931", "3760123456784"}


def test_a_barcode_serves_as_sku_where_there_is_none(imports: Imports) -> None:
    text = "name,ean,price\nTote,3760123456784,100\n"
    assert counts(imports(text)) == (1, 0, 0, 0)
    assert counts(imports(text)) == (0, 0, 1, 0)
    assert Variant.objects.get().sku == "3760123456784"


def test_a_dry_run_writes_nothing_to_the_shop(imports: Imports) -> None:
    assert counts(imports(ENGLISH, dry_run=True)) == (3, 0, 0, 0)
    assert not Product.objects.exists()
    assert not Category.objects.exists()


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("Loafer,20,A-1,,cheap", "price"),
        ("Loafer,20,A-1,,-5", "price"),
        ("Loafer,20,A-1,,1.2345", "price"),
        ("Loafer,20,A-1,,", "price"),
        (",20,A-1,,5", "name"),
        (f"{'x' * 300},20,A-1,,5", "name"),
        ("Loafer,20,,,5", "SKU"),
        (f"Loafer,20,{'A' * 41},,5", "SKU"),
        ("Loafer,17 %,A-1,,5", "tax rate"),
        ("Loafer,20,A-1,3760123456780,5", "barcode"),
        ("Loafer,20,A-1,3.76012E+12,5", "barcode"),
        ("Loafer,20,A-1,4006381333931,5", "barcode"),
        ("Loafer,20,GOOD-1,,5", "SKU"),
        ("Loafer,20,A-1,é,5", "barcode"),
        ("Loafer,20,A-1,,5,6,7", ""),
        ('Loafer,20,"A-1,,5', ""),
    ],
)
def test_a_bad_line_is_told_by_line_column_and_reason(imports: Imports, stock: Stocks, line: str, column: str) -> None:
    stock("Boot", variant("BOO-1", 1, "", "", "4006381333931"))
    outcome = imports(f"name,tax rate,SKU,barcode,price\nGood,20,GOOD-1,,5\n{line}\n")
    assert (outcome.created, outcome.bad) == (1, 1)
    assert said(outcome)[0] == (3, column)
    assert all(problem.reason for problem in outcome.problems)


def test_what_was_typed_for_a_price_is_quoted_as_it_stands(imports: Imports) -> None:
    outcome = imports("name,tax rate,SKU,price\nLaces,20,LAC-1,quatre euros\n")
    assert "quatre euros" in outcome.problems[0].reason


def test_a_barcode_that_is_taken_names_its_product(imports: Imports, stock: Stocks) -> None:
    stock("Boot", variant("BOO-1", 1, "", "", "4006381333931"))
    outcome = imports("name,sku,ean,price\nLoafer,A-1,4006381333931,5\n")
    assert "Boot (BOO-1)" in outcome.problems[0].reason


def test_lines_of_one_product_that_contradict_each_other_are_told(imports: Imports) -> None:
    outcome = imports("name,sku,category,price\nTote,A-1,Bags,5\nTote,A-2,Shoes,5\n")
    assert said(outcome) == [(3, "category")]


def test_bad_lines_are_written_beside_the_file_and_can_be_imported_once_mended(imports: Imports) -> None:
    outcome = imports(FRENCH.replace("12,50 €", "douze"))
    assert counts(outcome) == (1, 0, 0, 1)
    assert outcome.bad_lines is not None
    with outcome.bad_lines.open(encoding="utf-8-sig", newline="") as file:
        header, bad = csv.reader(file, delimiter=";")
    assert header[-1] == "reason"
    assert bad[:-1] == ["Escarpin été", "Maison Élise", "Chaussures", "5,5", "ESC-39", "", "39", "crème", "douze"]
    assert "Prix TTC" in bad[-1]
    mended = outcome.bad_lines.read_text(encoding="utf-8-sig").replace("douze", "12,50")
    assert counts(imports(mended)) == (1, 0, 0, 0)
    assert Product.objects.get().variants.count() == 2


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04rest of a workbook", b"\x89PNG\r\n\x1a\n\0\0", b"Hello, this is a letter.\n", b"\0\0\0"],
)
def test_what_is_no_csv_is_refused(imports: Imports, content: bytes) -> None:
    with pytest.raises(NotACSV):
        imports(content)


def test_html_and_formulas_are_mere_text(imports: Imports) -> None:
    imports("name,sku,price\n<script>alert(1)</script>,=1+1,5\n")
    product = Product.objects.get()
    assert (product.name, product.variants.get().sku) == ("<script>alert(1)</script>", "=1+1")


def test_a_shop_without_tax_rates_is_told_to_make_one(imports: Imports) -> None:
    TaxRate.objects.all().delete()
    with pytest.raises(NotACSV, match="tax rates"):
        imports(ENGLISH)

import pytest
from pytest_django import DjangoAssertNumQueries

from habitue.catalogue.barcodes import is_ean, normal
from habitue.catalogue.models import Category, Variant
from habitue.catalogue.search import choices, find_variants, matching_products, tiles, variant_of_scan
from habitue.lib.clock import now
from tests.catalogue.conftest import Stocks, variant


@pytest.fixture
def shelf(stock: Stocks, shoes: Category, bags: Category) -> None:
    stock(
        "Loafer Élise",
        variant("LOA-38-BLK", 8900, "38", "black", "3760123456784"),
        variant("LOA-39-BLK", 8900, "39", "black"),
        variant("LOA-38-BRN", 9900, "38", "brown"),
        brand="Maison Carel",
        category=shoes,
    )
    stock("Tote", variant("TOT-1", 12900, "", "black", "036000291452"), brand="Œuvre & Cie", category=bags)
    stock("Derby", variant("DER-38", 14900, "38", "black"), brand="Carel", category=shoes)


def skus(typed: str) -> list[str]:
    return [found.sku for found in find_variants(typed)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("elise", {"LOA-38-BLK", "LOA-39-BLK", "LOA-38-BRN"}),
        ("ÉLI", {"LOA-38-BLK", "LOA-39-BLK", "LOA-38-BRN"}),
        ("38 bla loaf", {"LOA-38-BLK"}),
        ("loafer brown", {"LOA-38-BRN"}),
        ("carel derby", {"DER-38"}),
        ("shoes 38", {"LOA-38-BLK", "LOA-38-BRN", "DER-38"}),
        ("oeuvre", {"TOT-1"}),
        ("tot-1", {"TOT-1"}),
        ("loa38bl", {"LOA-38-BLK"}),
        ("LOA-38-BLK", {"LOA-38-BLK"}),
        ("37601234", {"LOA-38-BLK"}),
        ("036000291452", {"TOT-1"}),
        ("oafer", set()),
        ("tote brown", set()),
        ("  ", set()),
        ("%", set()),
        ("'; DROP TABLE", set()),
    ],
)
def test_variants_are_found_by_starts_of_their_words_in_any_order(shelf: None, typed: str, found: set[str]) -> None:
    assert set(skus(typed)) == found


def test_variants_of_one_product_stand_together_in_their_order(shelf: None) -> None:
    assert skus("carel black") in (["LOA-38-BLK", "LOA-39-BLK", "DER-38"], ["DER-38", "LOA-38-BLK", "LOA-39-BLK"])


def test_no_more_are_found_than_asked_for(shelf: None) -> None:
    assert len(find_variants("b", limit=2)) == 2


def test_all_that_a_row_shows_is_loaded_at_once(shelf: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        found = find_variants("black")
        assert {each.product.category.name for each in found if each.product.category} == {"Shoes", "Bags"}
        assert {str(each.product.tax_rate) for each in found} == {"20 %"}


@pytest.mark.parametrize("scanned", ["036000291452", "0036000291452", "00036000291452", " 036000291452\r"])
def test_a_upc_and_its_ean_are_one_barcode(shelf: None, scanned: str) -> None:
    found = variant_of_scan(scanned)
    assert found is not None
    assert found.sku == "TOT-1"


def test_a_scan_is_a_whole_barcode_or_sku(shelf: None) -> None:
    assert variant_of_scan("der-38") is not None
    assert variant_of_scan("DER") is None
    assert variant_of_scan("") is None


def test_tiles_show_each_product_once_with_the_price_it_starts_from(
    shelf: None, shoes: Category, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        shown = [(tile.product.name, tile.variants, tile.price_from, tile.price_to) for tile in tiles(shoes)]
    assert shown == [("Derby", 1, 14900, 14900), ("Loafer Élise", 3, 8900, 9900)]
    assert len(tiles()) == 3


def test_the_choices_of_a_product_are_its_variants_in_order(shelf: None) -> None:
    product = find_variants("elise")[0].product_id
    assert [each.options for each in choices(product)] == ["38 · black", "39 · black", "38 · brown"]


def test_what_is_retired_is_on_no_tile_and_no_choice(shelf: None, shoes: Category) -> None:
    Variant.objects.filter(sku__in=["LOA-38-BLK", "DER-38"]).update(retired_at=now())
    shown = [(tile.product.name, tile.variants, tile.price_from, tile.price_to) for tile in tiles(shoes)]
    assert shown == [("Loafer Élise", 2, 8900, 9900)]
    assert [each.sku for each in choices(Variant.objects.get(sku="LOA-38-BLK").product_id)] == [
        "LOA-39-BLK",
        "LOA-38-BRN",
    ]


def test_the_back_office_finds_products_by_the_same_words(shelf: None) -> None:
    assert {product.name for product in matching_products("carel 38")} == {"Loafer Élise", "Derby"}
    assert matching_products("").count() == 3


def test_check_digits_are_known() -> None:
    assert is_ean("4006381333931")
    assert is_ean("036000291452")
    assert is_ean("96385074")
    assert not is_ean("4006381333932")
    assert normal("36 0002 914 52") == "36000291452"

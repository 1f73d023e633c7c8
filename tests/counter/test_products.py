"""Finding what is sold: by category, by typing, by size and colour."""

from html import unescape
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from habitue.catalogue.models import Category, Product

from .conftest import LOAFER_BLACK_38


def test_the_sell_screen_shows_tiles_of_all(till: Client) -> None:
    page = till.get("/till/").text
    assert "Loafer" in page
    assert "4 variants" in page
    assert "Wax polish" in page


def test_a_category_shows_its_own(till: Client) -> None:
    shown = till.get("/till/products/", {"category": str(Category.objects.get(name="Care").id)}).text
    assert "Wax polish" in shown
    assert "Loafer" not in shown


def test_a_retired_category_is_no_tab_of_the_till(till: Client) -> None:
    care = Category.objects.get(name="Care")
    assert str(care.id) in till.get("/till/").text
    Category.objects.filter(id=care.id).update(retired_at=timezone.now())
    assert str(care.id) not in till.get("/till/").text


@pytest.mark.parametrize("typed", ["loa 38", "LOA-38-BL", LOAFER_BLACK_38, "mavel black"])
def test_a_variant_is_found_by_name_sku_and_barcode(till: Client, typed: str) -> None:
    assert "38 · black" in till.get("/till/products/", {"q": typed}).text


@pytest.mark.parametrize("typed", ["nothing of the kind", "<b>x</b>", "😀", "ש", "x" * 300, "%", "'"])
def test_what_is_not_found_is_said(till: Client, typed: str) -> None:
    shown = till.get("/till/products/", {"q": typed}).text
    assert f"Nothing is called “{typed[:200]}”" in unescape(shown)
    assert "<b>x</b>" not in shown


def test_a_product_offers_its_sizes_by_colour(till: Client, stock: dict[str, Product]) -> None:
    shown = till.get(f"/till/products/{stock['Loafer'].id}/").text
    assert shown.index("black") < shown.index("cognac")
    assert shown.count(">38<") == 2


def test_a_product_that_never_was(till: Client) -> None:
    assert till.get(f"/till/products/{uuid4()}/").status_code == 404


def test_nobody_sees_them_without_signing_in(client: Client, shop: object) -> None:
    assert client.get("/till/products/").status_code == 302
    assert client.get("/till/").status_code == 302

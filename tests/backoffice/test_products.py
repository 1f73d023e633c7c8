import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from habitue.catalogue.models import Category, Product, TaxRate, Variant
from habitue.catalogue.search import find_variants
from habitue.journal.models import Entry
from habitue.stores.models import Role
from tests.backoffice.conftest import SignedIn

NEW = "/office/products/new/"


def product_data(**others: Any) -> dict[str, Any]:
    """What the form of a new product sends, with two rows."""
    rate = TaxRate.objects.first()
    data = {"name": "Derby", "brand": "Bramwick", "category": "", "tax_rate": str(rate.id) if rate else ""}
    data |= {"v0-id": "", "v0-size": "42", "v0-colour": "black", "v0-sku": "DER-42", "v0-barcodes": "4006381333931"}
    data |= {"v0-price": "169,00", "v1-id": "", "v1-size": "43", "v1-colour": "black", "v1-sku": "", "v1-barcodes": ""}
    return data | {"v1-price": "169"} | others


def changed_data(variant: Variant, **others: Any) -> dict[str, Any]:
    product = variant.product
    data = {"name": product.name, "brand": product.brand, "category": "", "tax_rate": str(product.tax_rate_id)}
    data |= {"v0-id": str(variant.id), "v0-size": "38", "v0-colour": "black", "v0-sku": variant.sku}
    return data | {"v0-barcodes": "", "v0-price": "89,00"} | others


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_list_is_searched_by_any_word_of_a_product(owner: Client, loafer: Variant) -> None:
    assert "Loafer &lt;b&gt;Orsay&lt;/b&gt;" in owner.get("/office/products/").content.decode()
    assert "Mavel" in text_of(owner.get("/office/products/", {"q": "38 maVEL"}))
    assert "No product like this" in text_of(owner.get("/office/products/", {"q": "boot"}))


def test_an_empty_list_says_what_to_do(owner: Client) -> None:
    assert "Add one here" in text_of(owner.get("/office/products/"))


def test_a_list_is_narrowed_to_a_category(owner: Client, loafer: Variant) -> None:
    owner.post("/office/categories/new/", {"name": "Shoes", "position": "1", "colour": "2"})
    shoes = Category.objects.get()
    assert "Mavel" not in text_of(owner.get("/office/products/", {"category": str(shoes.id)}))
    Product.objects.update(category=shoes)
    assert "Mavel" in text_of(owner.get("/office/products/", {"category": str(shoes.id)}))


def test_a_long_list_has_pages(owner: Client, loafer: Variant) -> None:
    rate = TaxRate.objects.get()
    Product.objects.bulk_create([Product(name=f"Boot {number:03d}", tax_rate=rate) for number in range(60)])
    first, second = owner.get("/office/products/"), owner.get("/office/products/", {"page": "2"})
    assert "1–50 of 61" in text_of(first)
    assert "51–61 of 61" in text_of(second)
    assert owner.get("/office/products/", {"page": "nonsense"}).status_code == 200


def test_a_product_is_added_with_its_variants_and_a_sku_is_made_where_none_was_typed(
    owner: Client, loafer: Variant
) -> None:
    assert owner.get(NEW).status_code == 200
    answer = owner.post(NEW, product_data())
    assert answer.status_code == 302
    first, second = Product.objects.get(name="Derby").variants.all()
    assert (first.sku, first.price, first.options) == ("DER-42", 16900, "42 · black")
    assert second.sku == "BRA-DER-43-BLA"
    assert [found.sku for found in find_variants("bramwick 42")] == ["DER-42"]
    assert Entry.objects.filter(action="create_product", by__isnull=False).count() == 1


def test_a_form_that_is_sent_twice_makes_one_product(owner: Client, loafer: Variant) -> None:
    found = re.search(r'name="product" value="([^"]+)"', owner.get(NEW).content.decode())
    assert found
    for _time in range(2):
        assert owner.post(NEW, product_data(product=found[1])).status_code == 302
    assert Product.objects.filter(name="Derby").count() == 1


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ({"name": ""}, "Give it a name."),
        ({"name": "x" * 300}, "Too long: at most 120 characters."),
        ({"v0-price": "cheap"}, "Write it as 89,00."),
        ({"v0-price": ""}, "Give it a price."),
        ({"v0-price": "-5"}, "A price is not below zero."),
        ({"v0-price": "9" * 20}, "Too large: check the digits."),
        ({"v0-sku": "LOA-38"}, "LOA-38 is the SKU of Mavel Loafer &lt;b&gt;Orsay&lt;/b&gt; 38 · black."),
        ({"v1-sku": "DER-42"}, "DER-42 stands twice here."),
        ({"v1-barcodes": "4006381333931"}, "4006381333931 stands twice here."),
        ({"v0-barcodes": "4006381333932"}, "its last digit does not fit"),
        ({"v0-size": "s" * 30}, "Too long: at most 20 characters."),
        ({"tax_rate": "nonsense"}, "Select a valid choice."),
        ({"category": "0190a7b2-0000-7000-8000-000000000001"}, "Select a valid choice."),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(
    owner: Client, loafer: Variant, others: dict[str, str], said: str
) -> None:
    answer = owner.post(NEW, product_data(**others))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert 'value="4006381333931"' in page or "v0-barcodes" in others
    assert 'value="Bramwick"' in page
    assert 'value="43"' in page
    assert Product.objects.count() == 1


def test_a_barcode_that_is_taken_names_its_product(owner: Client, loafer: Variant) -> None:
    owner.post(NEW, product_data())
    answer = owner.post(NEW, product_data(name="Boot", **{"v0-sku": "BOO-1"}))
    assert "4006381333931 is the barcode of Bramwick Derby 42 · black." in answer.content.decode()


def test_a_product_has_at_least_one_row(owner: Client, loafer: Variant) -> None:
    rate = str(TaxRate.objects.get().id)
    empty = {"v0-id": "", "v0-size": "", "v0-colour": "", "v0-sku": "", "v0-barcodes": "", "v0-price": ""}
    answer = owner.post(NEW, {"name": "Derby", "tax_rate": rate, **empty})
    assert answer.status_code == 422
    assert "at least one row" in text_of(answer)


def test_emoji_right_to_left_text_and_html_are_names_like_others(owner: Client, loafer: Variant) -> None:
    assert owner.post(NEW, product_data(name="👞 حذاء <script>")).status_code == 302
    assert "👞 حذاء &lt;script&gt;" in owner.get("/office/products/").content.decode()


def test_a_product_is_changed_row_by_row(owner: Client, loafer: Variant) -> None:
    address = f"/office/products/{loafer.product_id}/"
    assert 'value="89,00"' in owner.get(address).content.decode()
    data = changed_data(loafer, **{"v0-price": "79,50", "v7-size": "39", "v7-sku": "LOA-39", "v7-price": "89"})
    assert owner.post(address, data).status_code == 302
    assert list(loafer.product.variants.values_list("sku", "price")) == [("LOA-38", 7950), ("LOA-39", 8900)]


def test_a_variant_is_retired_and_brought_back_by_its_tick(owner: Client, loafer: Variant) -> None:
    address = f"/office/products/{loafer.product_id}/"
    owner.post(address, changed_data(loafer, **{"v0-retired": "on"}))
    assert find_variants("loafer") == []
    assert "checked" in owner.get(address).content.decode()
    owner.post(address, changed_data(loafer))
    assert len(find_variants("loafer")) == 1


def test_a_product_is_retired_and_brought_back(owner: Client, loafer: Variant) -> None:
    address = f"/office/products/{loafer.product_id}/"
    assert owner.post(f"{address}retire/").status_code == 302
    assert find_variants("loafer") == []
    assert "Mavel" not in text_of(owner.get("/office/products/"))
    assert "Mavel" in text_of(owner.get("/office/products/", {"state": "retired"}))
    assert "Bring back" in text_of(owner.get(address))
    owner.post(f"{address}bring-back/")
    assert len(find_variants("loafer")) == 1


def test_a_sku_is_proposed_that_nobody_has(owner: Client, loafer: Variant) -> None:
    said = {"brand": "Mavel", "name": "Loafer", "size": "38", "colour": "black"}
    assert owner.post("/office/products/sku/", said).json() == {"sku": "MAV-LOA-38-BLA"}
    assert owner.post("/office/products/sku/", said | {"taken": "MAV-LOA-38-BLA"}).json() == {"sku": "MAV-LOA-38-BLA-2"}


def test_a_category_is_added_and_changed(owner: Client, loafer: Variant) -> None:
    assert "No category yet" in text_of(owner.get("/office/categories/"))
    assert owner.post("/office/categories/new/", {"name": "Shoes", "position": "1", "colour": "2"}).status_code == 302
    shoes = Category.objects.get()
    assert (shoes.name, shoes.position, shoes.colour) == ("Shoes", 0, 2)
    address = f"/office/categories/{shoes.id}/"
    assert owner.get(address).status_code == 200
    assert owner.post(address, {"name": "Footwear", "position": "3", "colour": "1"}).status_code == 302
    assert "Footwear" in text_of(owner.get("/office/categories/"))
    again = owner.post("/office/categories/new/", {"name": "FOOTWEAR", "position": "x", "colour": "9"})
    assert again.status_code == 422
    assert "Another category has this name." in text_of(again)
    assert "Write a number, such as 3." in text_of(again)


def test_a_tax_rate_is_added_and_changed(owner: Client, loafer: Variant) -> None:
    assert owner.post("/office/tax-rates/new/", {"name": "Reduced", "rate": "5,5 %"}).status_code == 302
    reduced = TaxRate.objects.get(name="Reduced")
    assert reduced.rate == Decimal("0.055")
    address = f"/office/tax-rates/{reduced.id}/"
    assert 'value="5.5"' in owner.get(address).content.decode()
    assert owner.post(address, {"name": "Reduced", "rate": "7"}).status_code == 302
    assert "7\u202f%" in owner.get("/office/tax-rates/").content.decode()
    for wrong in ("", "abc", "-1", "101", "NaN"):
        answer = owner.post(address, {"name": "Reduced", "rate": wrong})
        assert answer.status_code == 422
        assert 'id="id_rate_error"' in answer.text
    assert "Another tax rate has this name." in text_of(owner.post(address, {"name": "Standard", "rate": "7"}))
    reduced.refresh_from_db()
    assert (reduced.name, reduced.rate) == ("Reduced", Decimal("0.07"))


@pytest.mark.parametrize("address", ["products/", "products/new/", "categories/", "categories/new/", "tax-rates/"])
def test_who_may_see_what_is_sold(signed_in: SignedIn, address: str) -> None:
    assert signed_in(Role.WAREHOUSE_MANAGER).get(f"/office/{address}").status_code == 200
    assert signed_in(Role.STORE_MANAGER).get(f"/office/{address}").status_code == 200
    assert Client().get(f"/office/{address}").status_code == 302

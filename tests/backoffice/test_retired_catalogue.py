"""Categories and tax rates that nobody uses any more."""

import pytest
from django.test import Client

from habitue.catalogue.models import Category, Product, TaxRate, Variant


@pytest.fixture
def shoes(owner: Client, loafer: Variant) -> Category:
    owner.post("/office/categories/new/", {"name": "Shoes", "position": "1", "colour": "2"})
    shoes = Category.objects.get()
    Product.objects.update(category=shoes)
    return shoes


@pytest.fixture
def reduced(owner: Client, loafer: Variant) -> TaxRate:
    owner.post("/office/tax-rates/new/", {"name": "Reduced", "rate": "5,5"})
    return TaxRate.objects.get(name="Reduced")


def page(owner: Client, of: str) -> str:
    return owner.get(f"/office/{of}/").text


def test_a_category_is_retired_once_nothing_on_sale_is_in_it_and_brought_back(
    owner: Client, shoes: Category, loafer: Variant
) -> None:
    address = f"/office/categories/{shoes.id}/"
    assert "1 product on sale is in Shoes." in owner.post(f"{address}retire/", follow=True).text
    assert Category.objects.get().retired_at is None
    owner.post(f"/office/products/{loafer.product_id}/retire/")
    assert "Shoes is retired." in owner.post(f"{address}retire/", follow=True).text
    assert f'value="{shoes.id}"' not in page(owner, "products/new")
    assert f'value="{shoes.id}"' not in page(owner, "products")
    assert f'value="{shoes.id}" selected' in page(owner, f"products/{loafer.product_id}")
    assert "Retired since" in page(owner, f"categories/{shoes.id}")
    again = owner.post("/office/categories/new/", {"name": "SHOES", "position": "1", "colour": "2"})
    assert "A retired category has this name" in again.text
    assert "Shoes can be chosen again." in owner.post(f"{address}bring-back/", follow=True).text
    assert f'value="{shoes.id}"' in page(owner, "products/new")


def test_a_product_that_is_brought_back_brings_its_category(owner: Client, shoes: Category, loafer: Variant) -> None:
    owner.post(f"/office/products/{loafer.product_id}/retire/")
    owner.post(f"/office/categories/{shoes.id}/retire/")
    owner.post(f"/office/products/{loafer.product_id}/bring-back/")
    assert Category.objects.get().retired_at is None


def test_a_tax_rate_is_retired_once_nothing_on_sale_bears_it_and_brought_back(
    owner: Client, reduced: TaxRate, loafer: Variant
) -> None:
    standard = loafer.product.tax_rate
    assert (
        "1 product on sale bears Standard." in owner.post(f"/office/tax-rates/{standard.id}/retire/", follow=True).text
    )
    address = f"/office/tax-rates/{reduced.id}/"
    assert f'value="{reduced.id}"' in page(owner, "products/new")
    assert "Reduced is retired." in owner.post(f"{address}retire/", follow=True).text
    assert f'value="{reduced.id}"' not in page(owner, "products/new")
    again = owner.post("/office/tax-rates/new/", {"name": "reduced", "rate": "7"})
    assert "A retired tax rate has this name" in again.text
    owner.post(f"{address}bring-back/")
    assert f'value="{reduced.id}"' in page(owner, "products/new")

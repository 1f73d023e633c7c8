from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from habitue.catalogue.models import TaxRate, Variant
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.lib.ids import new_id
from habitue.sales import baskets, checkout, discounts
from habitue.sales.discounts import ByHand
from habitue.sales.models import Sale, Tender
from habitue.stores.models import Outlet, Register, Shop, Staff

type Sells = Callable[..., Sale]


def plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


@pytest.fixture
def sell(register: Register, tom: Staff, loafer: Variant, polish: Variant) -> Sells:
    def sale(customer: Customer | None = None) -> Sale:
        baskets.put_in(register, tom, loafer)
        line = baskets.put_in(register, tom, polish, 3)
        discounts.give_on_line(register, line.id, ByHand(percent=Decimal(10)))
        basket = baskets.attach_customer(register, tom, customer)
        checkout.take_payment(register, Tender.CARD, 2000)
        checkout.take_payment(register, Tender.CASH, 20_000)
        return checkout.complete(register, basket.id, Stamp(register.id, tom.id))

    return sale


def test_change_and_receipt(till: Client, sell: Sells, outlet: Outlet) -> None:
    Outlet.objects.update(address="12 rue des Tanneurs, 75012 Paris", name="Bastille")
    sale = sell()
    page = plain(till.get(f"/till/receipts/{sale.id}/").text)
    for told in ("Change to give", "117,77 €", "This sale has no customer.", "New sale"):
        assert told in page, told
    # The page around it names the register and who has signed in too.
    receipt = page.partition('<section class="receipt"')[2].partition("</section>")[0]
    for told in (
        "1-000001", "Tom", "Register 1", "Bastille", "12 rue des Tanneurs", "38 · black", "3 × 4,90", "Discount 10 %",
        "−1,47", "102,23 €", ">20,00 €", "200,00 €", "85,19", "17,04", "117,77 €",
    ):  # fmt: skip
        assert told in receipt, told


def test_the_receipt_speaks_the_customers_language_and_the_page_the_cashiers(
    till: Client, sell: Sells, known: Callable[..., Customer]
) -> None:
    sale = sell(known("Marie", "Curie", language="fr"))
    page = till.get(f"/till/receipts/{sale.id}/").text
    assert '<html lang="en"' in page
    receipt = page[page.index('<section class="receipt"') :]
    assert 'lang="fr"' in receipt
    assert "Marie Curie" in receipt


def test_without_a_customer_it_speaks_the_shops_language(till: Client, sell: Sells, shop: Shop) -> None:
    Shop.objects.update(language="fr")
    page = till.get(f"/till/receipts/{sell().id}/").text
    assert 'lang="fr"' in page[page.index('<section class="receipt"') :]


def test_tax_on_top_and_several_rates(till: Client, sell: Sells, polish: Variant, outlet: Outlet) -> None:
    Outlet.objects.update(prices_include_tax=False)
    rate = TaxRate.objects.create(name="Reduced", rate=Decimal("0.055"))
    polish.product.tax_rate = rate
    polish.product.save()
    page = plain(till.get(f"/till/receipts/{sell().id}/").text)
    for told in ("Subtotal without tax", "102,23 €", "Tax 20 %", "17,80 €", "Tax 5,5 %", "0,73 €", "120,76 €"):
        assert told in page, told


def test_what_was_sold_stays_as_it_was(till: Client, sell: Sells, loafer: Variant) -> None:
    sale = sell()
    loafer.price = 1
    loafer.save()
    loafer.product.name = "Renamed"
    loafer.product.save()
    page = plain(till.get(f"/till/receipts/{sale.id}/").text)
    assert "102,23 €" in page
    assert "Renamed" not in page


def test_names_cannot_break_the_receipt(till: Client, sell: Sells, known: Callable[..., Customer]) -> None:
    sale = sell(known("<script>alert(1)</script>", "مرحبا 🙂"))
    page = till.get(f"/till/receipts/{sale.id}/").text
    assert "<script>alert" not in page
    assert "مرحبا 🙂" in page


def test_receipts_of_elsewhere_are_not_shown(till: Client, shop: Shop, sell: Sells, register: Register) -> None:
    sale = sell()
    elsewhere = Outlet.objects.create(name="Lyon", country="FR", time_zone="Europe/Paris")
    Register.objects.filter(id=register.id).update(outlet=elsewhere)
    other = Register.objects.create(outlet=Outlet.objects.exclude(id=elsewhere.id).get(), name="Other", code="9")
    session = till.session
    session["till_register"] = str(other.id)
    session.save()
    assert till.get(f"/till/receipts/{sale.id}/").status_code == 404
    assert till.get(f"/till/receipts/{new_id()}/").status_code == 404

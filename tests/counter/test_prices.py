"""Prices on the sell and payment screens: what a customer, a code or a discount changes, and why."""

from html import unescape

import pytest
from django.test import Client

from habitue.catalogue.models import Variant
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.sales import checkout
from habitue.sales.models import Basket, Sale, Tender
from habitue.stores.models import Register, Shop, Staff
from tests.pricing.shop_rules import a_book, a_group, a_promotion

from .conftest import Knows


@pytest.fixture
def office(shop: Shop) -> Stamp:
    return Stamp(shop.node, Staff.objects.get(name="Hélène").id)


@pytest.fixture
def marie(known: Knows, office: Stamp, loafer: Variant) -> Customer:
    """A VIP, for whom the loafer is ten euros less."""
    marie = known("Marie", "Curie")
    a_book(office, {loafer: 7900}, group=a_group(office, "VIP", marie).id)
    return marie


@pytest.fixture
def line(till: Client, loafer: Variant) -> str:
    till.post("/till/basket/lines/", {"variant": loafer.id})
    return f"/till/basket/lines/{Basket.objects.get().lines.get().id}"


def words(answer: object) -> str:
    """The text as it is read: spaces are spaces."""
    return " ".join(unescape(answer.text).split()).replace("\u202f", " ").replace("\xa0", " ")  # type: ignore[attr-defined]  # the test client's answer


def test_attaching_shows_which_lines_change_by_how_much_and_why(till: Client, line: str, marie: Customer) -> None:
    answer = words(till.post("/till/basket/customer/", {"customer": marie.id, "where": "sell"}))
    assert 'id="repriced"' in answer
    assert "<s>89,00 €</s>" in answer
    assert "<strong>79,00 €</strong>" in answer
    assert "Price book <bdi>VIP prices</bdi>" in answer
    assert "Marie Curie is the customer of this sale, total 79,00 €" in answer
    answer = words(till.post("/till/basket/customer/detach/", {"where": "sell"}))
    assert "no more: Price book <bdi>VIP prices</bdi>" in answer
    assert "<strong>89,00 €</strong>" in answer


def test_what_has_changed_is_shown_once(till: Client, line: str, marie: Customer) -> None:
    till.post("/till/basket/customer/", {"customer": marie.id, "where": "sell"})
    assert "repriced" not in till.post(f"{line}/quantity/", {"by": "1"}).text
    assert "repriced" not in till.get("/till/").text


def test_a_customer_who_changes_no_price_says_nothing_of_prices(till: Client, line: str, known: Knows) -> None:
    answer = till.post("/till/basket/customer/", {"customer": known("Jean").id, "where": "sell"})
    assert "repriced" not in answer.text


def test_at_payment_the_sum_and_what_is_due_change_with_the_customer(till: Client, line: str, marie: Customer) -> None:
    answer = till.post("/till/basket/customer/", {"customer": marie.id, "where": "pay"})
    assert answer.headers["HX-Retarget"] == "#payment-customer"
    assert '<dd id="due">79,00' in answer.text
    assert 'id="repriced"' in answer.text
    assert 'id="payment" hx-swap-oob="true"' in answer.text
    again = till.post("/till/basket/customer/", {"customer": marie.id, "where": "pay"})
    assert 'id="due"' not in again.text


@pytest.mark.parametrize("where", ["sell", "pay"])
def test_a_customer_for_whom_more_was_paid_already_is_refused_in_words(
    till: Client, line: str, marie: Customer, register: Register, where: str
) -> None:
    checkout.take_payment(register, Tender.CASH, 8000)
    answer = till.post("/till/basket/customer/", {"customer": marie.id, "where": where})
    told = words(answer) + answer.headers.get("HX-Trigger-After-Swap", "")
    assert "Take the payment back first." in told
    assert Basket.objects.get().customer is None


def test_every_price_explains_itself(till: Client, line: str, marie: Customer, office: Stamp, loafer: Variant) -> None:
    a_promotion(office, "Autumn", "10", loafer)
    shown = words(till.post("/till/basket/customer/", {"customer": marie.id, "where": "sell"}))
    assert "<bdi>VIP prices</bdi> · <bdi>Autumn</bdi>" in shown
    why = words(till.get(f"{line}/why/"))
    for told in ("List price", "89,00 €", "Price book", "VIP prices", "−10,00 €", "Promotion", "−7,90 €", "71,10 €"):
        assert told in why


def test_the_price_explains_itself_on_the_receipt_and_in_the_back_office(
    till: Client, line: str, marie: Customer, register: Register, client: Client
) -> None:
    till.post("/till/basket/customer/", {"customer": marie.id, "where": "sell"})
    checkout.take_payment(register, Tender.CASH, 7900)
    till.post("/till/pay/complete/", {"basket": Basket.objects.get().id})
    sale = Sale.objects.get()
    assert "VIP prices −10,00" in words(till.get(f"/till/receipts/{sale.id}/")).replace("</bdi>", "").replace(
        "<bdi>", ""
    )
    client.post("/office/sign-in/", {"name": "Hélène", "password": "a long enough one"})
    page = words(client.get(f"/office/sales/{sale.id}/"))
    assert "Why this price" in page
    assert "VIP prices" in page

"""Giving money back at the till, and where it is told."""

import re
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.test import Client

from habitue.backoffice.timeline import timeline_of
from habitue.balances.actions import change_credit, join_loyalty, open_account, set_loyalty_plan
from habitue.balances.models import AccountEntry, Cause
from habitue.balances.sums import gift_card_of, loyalty_of
from habitue.catalogue.models import Variant
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.clock import now
from habitue.lib.ids import new_id
from habitue.sales import baskets, checkout
from habitue.sales.models import Basket, Document, Sale, Tender
from habitue.sales.receipts import receipt_of
from habitue.sales.redeeming import redeem
from habitue.stores.models import Register, Shop, Staff
from tests.counter.conftest import At, Knows
from tests.counter.test_gift_cards import pay, sell_card
from tests.counter.test_returns import back, complete, payments_of, refund, sold, till_stamp


@pytest.fixture
def sale(till: Client, register: Register, tom: Staff, loafer: Variant, known: Knows) -> Sale:
    return sold(register, tom, loafer, 3, known("Marie", "Curie"))


def test_what_comes_back_is_given_back_as_it_was_paid(till: Client, sale: Sale) -> None:
    back(till, sale)
    page = till.get("/till/pay/").text
    assert "To give back" in page
    assert "As it was paid" in page
    assert "Complete the return" in page
    assert "still to be given back" in complete(till).text
    assert "Given back: Cash" in refund(till, "as_paid").text
    assert complete(till)["HX-Redirect"] == f"/till/receipts/{Sale.objects.get(document=Document.RETURN).id}/"
    assert payments_of(Document.RETURN) == [("cash", -8900)]


def test_a_refund_may_be_split(till: Client, sale: Sale) -> None:
    back(till, sale)
    assert "Store credit" in till.get("/till/pay/").text
    refund(till, "credit", "50")
    refund(till, "card")
    complete(till)
    assert payments_of(Document.RETURN) == [("credit", -5000), ("card", -3900)]


@pytest.mark.parametrize(
    ("way", "amount", "told"),
    [
        ("cash", "89.01", "No more is given back"),
        ("cash", "0", "No more is given back"),
        ("cash", "much", "is not an amount of money"),
        ("loyalty", "", "No more is given back"),
        ("account", "", "no more than the customer owes"),
    ],
)
def test_a_refund_that_cannot_be_is_said(till: Client, sale: Sale, way: str, amount: str, told: str) -> None:
    back(till, sale)
    answer = refund(till, way, amount)
    assert answer.status_code == 422
    assert told in answer.text
    assert not Basket.objects.get().payments.exists()


def test_store_credit_needs_somebody(till: Client, sale: Sale) -> None:
    back(till, sale)
    till.post("/till/basket/customer/detach/", {"where": "sell"})
    assert "For store credit, add the customer first." in till.get("/till/pay/").text
    assert "Add a customer first" in refund(till, "credit").text


def test_an_exchange_is_paid_by_the_difference(till: Client, sale: Sale, polish: Variant) -> None:
    back(till, sale)
    till.post("/till/basket/lines/", {"variant": polish.id})
    assert "84,10" in till.get("/till/pay/").text
    refund(till, "cash")
    assert "Complete the exchange" in till.get("/till/pay/").text
    complete(till)
    assert payments_of(Document.EXCHANGE) == [("cash", -8410)]
    assert Sale.objects.get(document=Document.EXCHANGE).total == -8410


def test_another_till_was_quicker(till: Client, at: At, second_register: Register, sale: Sale) -> None:
    other = at(second_register)
    back(till, sale, "3")
    back(other, sale, "2")
    refund(till, "cash")
    refund(other, "cash")
    basket = Basket.objects.get(register=second_register).id
    other.post("/till/pay/complete/", {"basket": basket})
    told = till.post("/till/pay/complete/", {"basket": Basket.objects.get().id})
    assert told.status_code == 422
    assert "Loafer: only 1 piece can still come back. Another till was quicker." in told.text
    assert till.get("/till/").status_code == 200
    assert [each.total for each in Sale.objects.filter(document=Document.RETURN)] == [-17_800]


def test_what_came_back_is_told_where_it_was_bought(till: Client, sale: Sale) -> None:
    assert sale.customer
    back(till, sale, "2")
    refund(till, "as_paid")
    complete(till)
    till.post("/till/basket/customer/", {"customer": str(sale.customer.id), "where": "sell"})
    card = till.get("/till/").text
    assert "today · Loafer 38 black" in " ".join(card.split())
    history = till.get("/till/basket/customer/history/").text
    assert history.count("Buy again") == history.count("Buy again: Loafer") * 2 == 2
    assert '<span class="badge badge-danger">Return</span>' in history
    assert history.count("Return from receipt") == 1
    sale.customer.refresh_from_db()
    assert sale.customer.spent == 8900
    told = timeline_of(sale.customer, "FR").happenings
    assert [each.title for each in told if each.sale] == ["Brought back", "Bought"]


def test_the_receipt_says_what_it_is_and_of_which(till: Client, sale: Sale) -> None:
    back(till, sale)
    refund(till, "as_paid")
    complete(till)
    made = Sale.objects.get(document=Document.RETURN)
    page = " ".join(till.get(f"/till/receipts/{made.id}/").text.split())
    assert "Return complete" in page
    assert 'Given back: Cash</dt><dd id="change">89,00' in page
    assert "?return=" not in page
    assert 'class="receipt-kind"' in page
    context = {"receipt": receipt_of(made), "outlet": made.register.outlet, "shop": Shop.objects.get()}
    paper = render_to_string("messaging/receipt.txt", context)
    assert "(of receipt 1-000001)" in paper


def test_what_loyalty_had_paid_goes_back_to_it(
    till: Client, shop: Shop, register: Register, tom: Staff, loafer: Variant, *, known: Knows
) -> None:
    plan = {"active": True, "unit": "points", "rate": Decimal(1), "worth": Decimal(1), "expires_months": None}
    perform(set_loyalty_plan, Stamp(shop.node, tom.id), **plan)  # type: ignore[arg-type]  # told by name
    marie = known("Marie", "Curie")
    join = {"customer": marie.id, "words": "We count.", "register": register.id, "welcome": 1000}
    perform(join_loyalty, Stamp(register.id, tom.id), **join)  # type: ignore[arg-type]  # told by name
    line = baskets.put_in(register, tom, loafer)
    baskets.attach_customer(register, tom, marie)
    redeem(register, 900)
    checkout.take_payment(register, Tender.CARD, 8000)
    sale = checkout.complete(register, line.basket_id, till_stamp(register, tom))
    assert loyalty_of(marie.id) == 1000 - 900 + 80
    back(till, sale)
    page = " ".join(till.get("/till/pay/").text.split())
    assert "Goes back to where it was paid from: Loyalty</dt><dd>−9,00" in page
    assert 'To give back</dt><dd id="due">80,00' in page
    assert "Card 80,00" in page
    assert "No more is given back" in refund(till, "cash", "80.01").text
    refund(till, "as_paid")
    complete(till)
    assert payments_of(Document.RETURN) == [("loyalty", -900), ("card", -8000)]
    assert loyalty_of(marie.id) == 1000


def test_a_gift_card_that_was_used_since_does_not_come_back(till: Client, polish: Variant) -> None:
    card = sell_card(till)
    first = Sale.objects.get()
    till.post("/till/basket/lines/", {"variant": polish.id})
    pay(till, card, amount="4.90")
    complete(till)
    back(till, first)
    refund(till, "as_paid")
    told = complete(till)
    assert told.status_code == 422
    assert "A gift card that comes back has been used since." in told.text
    assert not Sale.objects.filter(document=Document.RETURN).exists()


def test_a_gift_card_that_nobody_has_used_comes_back(till: Client) -> None:
    card = sell_card(till)
    back(till, Sale.objects.get())
    refund(till, "as_paid")
    complete(till)
    assert payments_of(Document.RETURN) == [("cash", -5000)]
    assert gift_card_of(card.id) == 0


def keys_of(page: str) -> dict[str, str]:
    """By the way of paying or giving back, the key that takes it."""
    buttons = re.findall(r'name="way" value="(\w+)" data-keys="([^"]+)"', page)
    ways = re.findall(r'data-keys="([^"]+)"><input type="radio" name="way" id="way-(\w+)"', page)
    return dict(buttons) | {way: key for key, way in ways}


def test_a_key_means_the_same_way_for_paying_and_for_giving_back(
    till: Client, sale: Sale, register: Register, tom: Staff, loafer: Variant
) -> None:
    marie = sale.customer_id
    assert marie
    perform(open_account, till_stamp(register, tom), customer=marie, limit=50_000, days=30)
    perform(change_credit, till_stamp(register, tom), id=new_id(), customer=marie, amount=500, reason="a scratch")
    AccountEntry.objects.create(customer_id=marie, amount=1000, cause=Cause.CHARGED, at=now())
    baskets.put_in(register, tom, loafer)
    till.post("/till/basket/customer/", {"customer": marie})
    paying = keys_of(till.get("/till/pay/").text)
    Basket.objects.all().delete()
    back(till, sale)
    page = till.get("/till/pay/").text
    giving = keys_of(page)
    assert set(giving) == {"cash", "card", "credit", "account"}
    assert giving == {way: paying[way] for way in giving}
    assert "Give back as store credit" in page

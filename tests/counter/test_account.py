"""Buying on account and store credit on the payment page, and paying what is owed."""

import pytest
from django.test import Client

from habitue.balances.actions import change_credit, close_account, open_account
from habitue.balances.models import AccountEntry
from habitue.balances.sums import account_of, credit_of
from habitue.catalogue.models import Variant
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.sales import baskets
from habitue.sales.models import Basket, BasketLine, Payment, Sale
from habitue.stores.models import Register, Shop, Staff
from tests.counter.conftest import Knows
from tests.counter.test_pay import COMPLETE, PAY, PAYMENTS, plain

ON_ACCOUNT = "/till/pay/account/"
BY_CREDIT = "/till/pay/credit/"
PAY_OWED = "/till/basket/account-payment/"


@pytest.fixture
def marie(shop: Shop, known: Knows) -> Customer:
    marie = known("Marie", "Curie")
    perform(open_account, Stamp(shop.node), customer=marie.id, limit=10_000, days=30)
    return marie


@pytest.fixture
def basket(register: Register, tom: Staff, loafer: Variant, marie: Customer) -> Basket:
    baskets.put_in(register, tom, loafer)
    return baskets.attach_customer(register, tom, marie)


def give(shop: Shop, customer: Customer, amount: int) -> None:
    perform(change_credit, Stamp(shop.node), id=new_id(), customer=customer.id, amount=amount, reason="a scratch")


@pytest.fixture
def owing(till: Client, basket: Basket, marie: Customer) -> Customer:
    till.post(ON_ACCOUNT, {"amount": "89"})
    till.post(COMPLETE, {"basket": basket.id})
    return marie


def test_within_the_limit_it_is_owed_until_a_day(
    till: Client, basket: Basket, marie: Customer, register: Register
) -> None:
    page = plain(till.get(PAY).text)
    assert "They owe 0,00 € of at most 100,00 €." in page
    assert "To be paid within 30 days." in page
    assert "All is paid." in plain(till.post(ON_ACCOUNT, {"amount": "89,00", "basket": basket.id}).text)
    assert account_of(marie.id) == 0
    till.post(COMPLETE, {"basket": basket.id})
    entry, sale = AccountEntry.objects.get(), Sale.objects.get()
    today = sale.completed_at.astimezone(register.outlet.zone).date()
    assert (entry.amount, entry.cause, entry.due_on and (entry.due_on - today).days) == (8900, "charged", 30)
    assert [payment.tender for payment in sale.payments.all()] == ["account"]


def test_over_the_limit_a_managers_pin_is_asked_for(till: Client, owing: Customer, register: Register) -> None:
    till.post("/till/basket/lines/", {"variant": Variant.objects.get(sku="LOA-38-BL").id})
    baskets.attach_customer(register, Staff.objects.get(name="Tom"), owing)
    answer = till.post(ON_ACCOUNT, {"amount": "89"})
    assert answer.status_code == 422
    assert "They owe 89,00 € of at most 100,00 €. More needs a manager." in plain(answer.text)
    assert 'value="89"' in answer.text
    manager = Staff.objects.get(name="Hélène")
    wrong = till.post(ON_ACCOUNT, {"amount": "89", "manager": manager.id, "pin": "9999"})
    assert wrong.status_code == 422
    assert "allowing_pin_error" in wrong.text
    till.post(ON_ACCOUNT, {"amount": "89", "manager": manager.id, "pin": "1111"})
    till.post(COMPLETE, {"basket": Basket.objects.get().id})
    assert account_of(owing.id) == 17_800
    assert Payment.objects.order_by("sale__completed_at").last().allowed_by == manager  # type: ignore[union-attr]  # there is one


def test_the_rest_of_the_limit_pays_a_part(till: Client, owing: Customer, register: Register, tom: Staff) -> None:
    till.post("/till/basket/lines/", {"variant": Variant.objects.get(sku="LOA-38-BL").id})
    baskets.attach_customer(register, tom, owing)
    assert "up to 11,00 €" in plain(till.get(PAY).text)
    assert "Still due: 78,00 €." in plain(till.post(ON_ACCOUNT, {"amount": "11"}).text)


def test_who_has_no_account_is_not_offered_one(till: Client, shop: Shop, basket: Basket, marie: Customer) -> None:
    perform(close_account, Stamp(shop.node), customer=marie.id)
    assert 'id="way-account"' not in till.get(PAY).text
    assert "There is nothing left to pay with." in till.post(ON_ACCOUNT, {"amount": "5"}).text


def test_an_account_closed_meanwhile_is_told_at_completion(
    till: Client, shop: Shop, basket: Basket, marie: Customer
) -> None:
    till.post(ON_ACCOUNT, {"amount": "89"})
    perform(close_account, Stamp(shop.node), customer=marie.id)
    answer = till.post(COMPLETE, {"basket": basket.id})
    assert "only 0,00 € more can be bought on account. That payment is taken back." in plain(answer.text)
    assert "Amount due" in answer.text
    assert not Sale.objects.exists()


def test_what_is_owed_is_paid_down_without_tax_or_discount(till: Client, owing: Customer, register: Register) -> None:
    tom = Staff.objects.get(name="Tom")
    assert "Add the customer first." in till.get(PAY_OWED).text
    baskets.attach_customer(register, tom, owing)
    assert "Owes 89,00 €" in plain(till.get("/till/").text)
    assert 'value="89,00"' in plain(till.get(PAY_OWED).text)
    too_much = till.post(PAY_OWED, {"amount": "90"})
    assert too_much.status_code == 422
    assert "They owe no more than 89,00 €." in plain(too_much.text)
    till.post(PAY_OWED, {"amount": "40"})
    till.post(PAY_OWED, {"amount": "50"})
    assert BasketLine.objects.get().asked_price == 5000
    assert 'id="way-account"' not in till.get(PAY).text
    till.post(PAYMENTS, {"tender": "cash", "amount": "50"})
    till.post(COMPLETE, {"basket": Basket.objects.get().id})
    sale = Sale.objects.latest("completed_at")
    assert (sale.total, sale.tax, account_of(owing.id)) == (5000, 0, 3900)
    receipt = till.get(f"/till/receipts/{sale.id}/").text
    assert f"?return={sale.id}" not in receipt
    assert f"/receipts/{sale.id}/void/" in receipt
    owing.refresh_from_db()
    assert owing.spent == 8900


def test_what_is_paid_to_an_account_stays_the_sale_of_whose_account_it_is(
    till: Client, owing: Customer, register: Register, tom: Staff, known: Knows
) -> None:
    baskets.attach_customer(register, tom, owing)
    till.post(PAY_OWED, {"amount": "50"})
    till.post(PAYMENTS, {"tender": "cash", "amount": "50"})
    till.post(COMPLETE, {"basket": Basket.objects.get().id})
    sale, joan = Sale.objects.latest("completed_at"), known("Joan", "Browne")
    for sure in ({}, {"moves": "yes"}):
        given = {"customer": str(joan.id), "where": "receipt", "sale": str(sale.id), **sure}
        assert "it stays theirs" in till.post("/till/basket/customer/", given).headers["HX-Trigger"]
    assert Sale.objects.get(id=sale.id).customer == owing


def test_who_pays_what_they_owe_stays(till: Client, owing: Customer, register: Register, tom: Staff) -> None:
    baskets.attach_customer(register, tom, owing)
    till.post(PAY_OWED, {"amount": "40"})
    answer = till.post("/till/basket/customer/detach/", {"where": "sell"})
    assert "This customer pays what they owe." in answer.text + answer.headers["HX-Trigger-After-Swap"]
    assert Basket.objects.get().customer == owing


def test_store_credit_pays_what_there_is(till: Client, shop: Shop, basket: Basket, marie: Customer) -> None:
    assert 'id="way-credit"' not in till.get(PAY).text
    give(shop, marie, 2000)
    assert "There is 20,00 € of store credit." in plain(till.get(PAY).text)
    for wrong in ("21", "0"):
        assert "at most 20,00 €" in plain(till.post(BY_CREDIT, {"amount": wrong}).text)
    till.post(BY_CREDIT, {"amount": "20"})
    assert 'id="way-credit"' not in till.get(PAY).text
    till.post("/till/basket/customer/detach/", {"where": "pay"})
    basket.refresh_from_db()
    assert basket.customer == marie
    till.post(PAYMENTS, {"tender": "cash", "amount": "69"})
    till.post(COMPLETE, {"basket": basket.id})
    assert credit_of(marie.id) == 0


def test_credit_that_is_gone_meanwhile_is_told(till: Client, shop: Shop, basket: Basket, marie: Customer) -> None:
    give(shop, marie, 2000)
    till.post(BY_CREDIT, {"amount": "20"})
    till.post(PAYMENTS, {"tender": "cash", "amount": "69"})
    give(shop, marie, -500)
    answer = plain(till.post(COMPLETE, {"basket": basket.id}).text)
    assert "store credit meanwhile: 15,00 € is left. That payment is taken back." in answer
    assert [payment.tender for payment in basket.payments.all()] == ["cash"]

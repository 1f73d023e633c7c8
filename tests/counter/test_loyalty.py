"""Loyalty at the till: joining over the sale, what the card and the sum say, and paying with it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from habitue.balances.actions import change_loyalty, set_loyalty_plan
from habitue.balances.models import LoyaltyEntry, LoyaltyMember
from habitue.balances.sums import loyalty_of
from habitue.catalogue.models import Variant
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.clock import now
from habitue.lib.ids import new_id
from habitue.sales import baskets, checkout
from habitue.sales.models import Basket, Sale, Tender
from habitue.stores.models import Register, Shop, Staff
from tests.counter.conftest import Knows
from tests.counter.test_pay import COMPLETE, PAY, PAYMENTS, plain


@pytest.fixture
def marie(shop: Shop, known: Knows) -> Customer:
    perform(
        set_loyalty_plan,
        Stamp(shop.node),
        active=True,
        unit="points",
        rate=Decimal(1),
        least=100,
        welcome=50,
        words_en="We count what you buy.",
        words_fr="Nous comptons vos achats.",
    )
    return known("Marie", "Curie")


@pytest.fixture
def basket(register: Register, tom: Staff, loafer: Variant, marie: Customer) -> Basket:
    baskets.put_in(register, tom, loafer)
    return baskets.attach_customer(register, tom, marie)


def give(shop: Shop, customer: Customer, units: int) -> None:
    stamp = Stamp(shop.node)
    perform(change_loyalty, stamp, id=new_id(), customer=customer.id, units=units, reason="for the trouble")


def test_joining_is_a_step_with_its_words_read_out(till: Client, basket: Basket, marie: Customer) -> None:
    page = till.get("/till/").text
    assert "Not a member yet" in page
    dialog = till.get(f"/till/customers/{marie.id}/loyalty/").text
    assert "Nous comptons vos achats." in dialog
    assert "Welcome gift: 50 points" in dialog
    assert not LoyaltyMember.objects.exists()
    joined = plain(till.post(f"/till/customers/{marie.id}/loyalty/", {"where": "sell"}).text)
    assert "50 points = 0,50 €" in joined
    assert "Earns" in joined
    assert "89 points" in joined
    member = LoyaltyMember.objects.get()
    assert (member.customer, member.words) == (marie, "Nous comptons vos achats.")


def test_joining_on_the_payment_page_brings_the_way_of_paying(
    till: Client, shop: Shop, basket: Basket, marie: Customer
) -> None:
    give(shop, marie, 100)
    till.post(f"/till/customers/{marie.id}/loyalty/", {"where": "pay"})
    page = plain(till.get(PAY).text)
    assert "150 points = 1,50 €" in page
    assert 'id="way-loyalty"' in page


def test_a_part_is_paid_with_points(till: Client, shop: Shop, basket: Basket, marie: Customer) -> None:
    give(shop, marie, 420)
    page = plain(till.get(PAY).text)
    assert 'value="4,20"' in page
    answer = plain(till.post(PAYMENTS, {"tender": "loyalty", "amount": "2,00", "basket": basket.id}).text)
    assert "2,00 € taken. Still due: 87,00 €." in answer
    till.post(PAYMENTS, {"tender": "cash", "amount": "87"})
    till.post(COMPLETE, {"basket": basket.id})
    sale = Sale.objects.get()
    assert [payment.tender for payment in sale.payments.all()] == ["loyalty", "cash"]
    assert loyalty_of(marie.id) == 220


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("5,00", "Type more than nothing, and at most 4,20 €."),
        ("0", "Type more than nothing, and at most 4,20 €."),
        ("0,50", "Loyalty pays from 100 points on."),
        ("", "Type how much loyalty pays."),
        ("all", "is not an amount of money"),
    ],
)
def test_what_loyalty_cannot_pay_is_told_beside_the_field(till: Client, basket: Basket, typed: str, said: str) -> None:
    assert basket.customer
    give(Shop.objects.get(), basket.customer, 420)
    answer = till.post(PAYMENTS, {"tender": "loyalty", "amount": typed})
    assert answer.status_code == 422
    assert said in plain(answer.text)
    assert 'id="loyalty-error"' in answer.text
    assert not basket.payments.exists()


@pytest.mark.parametrize(("days", "told"), [(30, True), (31, False)])
def test_what_expires_is_told_a_month_before(
    till: Client, shop: Shop, register: Register, basket: Basket, marie: Customer, *, days: int, told: bool
) -> None:
    perform(set_loyalty_plan, Stamp(shop.node), active=True, unit="points", rate=Decimal(1), expires_months=12)
    give(shop, marie, 420)
    last = now().astimezone(register.outlet.zone).date() + timedelta(days)
    LoyaltyEntry.objects.update(expires_on=last)
    page = till.get("/till/").text
    assert "420 points" in plain(page)
    assert ("expire after" in page) is told


def test_points_buy_no_gift_card(till: Client, shop: Shop, basket: Basket, marie: Customer) -> None:
    give(shop, marie, 20_000)
    till.post("/till/basket/gift-card/", {"amount": "50"})
    answer = till.post(PAYMENTS, {"tender": "loyalty", "amount": "89,01"})
    assert "Type more than nothing, and at most 89,00 €." in plain(answer.text)
    assert not basket.payments.exists()


def test_the_customer_stays_while_their_points_pay(till: Client, shop: Shop, basket: Basket, marie: Customer) -> None:
    give(shop, marie, 420)
    till.post(PAYMENTS, {"tender": "loyalty", "amount": "4,20"})
    till.post("/till/basket/customer/detach/", {"where": "pay"})
    basket.refresh_from_db()
    assert basket.customer == marie


def test_points_that_are_gone_meanwhile_are_told_and_nothing_is_lost(
    till: Client, shop: Shop, register: Register, basket: Basket, marie: Customer
) -> None:
    give(shop, marie, 420)
    till.post(PAYMENTS, {"tender": "loyalty", "amount": "4,20"})
    checkout.take_payment(register, Tender.CASH, 8480)
    give(shop, marie, -200)
    answer = plain(till.post(COMPLETE, {"basket": basket.id}).text)
    assert "220 points is left" in answer
    assert "That payment is taken back." in answer
    assert "Still due" in answer
    assert not Sale.objects.exists()
    assert [payment.tender for payment in basket.payments.all()] == ["cash"]

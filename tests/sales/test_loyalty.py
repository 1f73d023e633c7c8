"""Loyalty in a sale: what it earns its customer, and what they pay with it."""

from decimal import Decimal
from uuid import UUID

import pytest

from habitue.balances.actions import change_loyalty
from habitue.balances.models import LoyaltyEntry
from habitue.balances.sums import NotEnough, loyalty_of
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.sales import baskets, checkout, redeeming
from habitue.sales.models import Basket, Sale, SaleLine, Tender
from tests.balances.loyal import entries, join, plan
from tests.selling import give_points
from tests.shop import SmallShop


def fill(shop: SmallShop, customer: Customer | None, price: int = 8900, pieces: int = 1) -> Basket:
    variant = shop.stock(f"Loafer {new_id().hex[-6:]}", price)
    baskets.put_in(shop.register, shop.cashier, variant, pieces)
    return baskets.attach_customer(shop.register, shop.cashier, customer)


def complete(shop: SmallShop, basket: UUID) -> Sale:
    return checkout.complete(shop.register, basket, shop.at_register())


def test_a_member_earns_by_the_line(shop: SmallShop) -> None:
    plan(shop, expires_months=6)
    marie = shop.welcome()
    join(shop, marie)
    basket = fill(shop, marie, pieces=2)
    checkout.take_payment(shop.register, Tender.CASH, 17_800)
    complete(shop, basket.id)
    assert entries(marie) == [("earned", 178)]
    assert SaleLine.objects.get().earned == 178
    assert LoyaltyEntry.objects.get().expires_on is not None


def test_who_has_not_joined_earns_nothing(shop: SmallShop) -> None:
    plan(shop)
    marie = shop.welcome()
    basket = fill(shop, marie)
    checkout.take_payment(shop.register, Tender.CASH, 8900)
    complete(shop, basket.id)
    assert entries(marie) == []


def test_where_loyalty_is_given_up_nothing_is_earned_or_paid_with_it(shop: SmallShop) -> None:
    plan(shop)
    marie = shop.welcome()
    join(shop, marie)
    give_points(shop, marie, 1000)
    plan(shop, active=False)
    basket = fill(shop, marie)
    with pytest.raises(redeeming.NoLoyalty):
        redeeming.redeem(shop.register, 100)
    checkout.take_payment(shop.register, Tender.CASH, 8900)
    complete(shop, basket.id)
    assert loyalty_of(marie.id) == 1000


def test_a_part_is_paid_with_points_which_earn_nothing(shop: SmallShop) -> None:
    plan(shop)
    marie = shop.welcome()
    join(shop, marie)
    give_points(shop, marie, 420)
    basket = fill(shop, marie)
    payment = new_id()
    for _click in range(2):
        taken = redeeming.redeem(shop.register, 420, id=payment, basket_id=basket.id)
    assert (taken.units, taken.amount) == (420, 420)
    checkout.take_payment(shop.register, Tender.CARD, 8480)
    sale = complete(shop, basket.id)
    assert [(each.tender, each.amount) for each in sale.payments.all()] == [("loyalty", 420), ("card", 8480)]
    assert loyalty_of(marie.id) == 84


def test_points_pay_what_they_are_worth_and_no_more(shop: SmallShop) -> None:
    plan(shop, worth=Decimal("0.5"), least=100)
    marie = shop.welcome()
    give_points(shop, marie, 1000)
    basket = fill(shop, marie)
    with pytest.raises(checkout.WrongPayment):
        redeeming.redeem(shop.register, 501)
    with pytest.raises(redeeming.TooFewUnits):
        redeeming.redeem(shop.register, 49)
    assert redeeming.redeem(shop.register, 50).units == 100
    assert redeeming.redeem(shop.register, 450).units == 900
    with pytest.raises(redeeming.NoLoyalty):
        redeeming.redeem(shop.register, 1)
    checkout.take_payment(shop.register, Tender.CASH, 8400)
    complete(shop, basket.id)
    assert loyalty_of(marie.id) == 0


def test_nobody_pays_with_somebody_elses_points(shop: SmallShop) -> None:
    plan(shop)
    give_points(shop, shop.welcome(), 1000)
    fill(shop, None)
    with pytest.raises(redeeming.NoLoyalty):
        redeeming.redeem(shop.register, 100)


def test_the_customer_stays_while_their_points_pay(shop: SmallShop) -> None:
    plan(shop)
    marie = shop.welcome()
    give_points(shop, marie, 1000)
    fill(shop, marie)
    redeeming.redeem(shop.register, 1000)
    with pytest.raises(baskets.PaidFromBalance):
        baskets.attach_customer(shop.register, shop.cashier, shop.welcome("Paul", "Durand"))


def test_what_another_till_has_used_meanwhile_is_told_and_nothing_is_lost(shop: SmallShop) -> None:
    plan(shop)
    marie = shop.welcome()
    give_points(shop, marie, 1000)
    basket = fill(shop, marie)
    redeeming.redeem(shop.register, 1000)
    checkout.take_payment(shop.register, Tender.CASH, 7900)
    stamp = Stamp(shop.node, shop.owner.id)
    perform(change_loyalty, stamp, id=new_id(), customer=marie.id, units=-400, reason="spent elsewhere")
    with pytest.raises(NotEnough):
        complete(shop, basket.id)
    assert redeeming.take_back_what_is_not_there(shop.register) == 600
    assert [payment.tender for payment in basket.payments.all()] == ["cash"]
    redeeming.redeem(shop.register, 600)
    checkout.take_payment(shop.register, Tender.CASH, 400)
    complete(shop, basket.id)
    assert loyalty_of(marie.id) == 0

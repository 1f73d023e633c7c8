"""Somebody who buys, exchanges and brings back in any order gains nothing by it, and the shop loses nothing."""

from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from habitue.balances.sums import credit_of, loyalty_of
from habitue.catalogue.models import Variant
from habitue.customers.models import Customer
from habitue.sales import baskets, checkout, redeeming
from habitue.sales.models import Basket, Document, ReturnReason, Sale, SaleLine, Tender
from habitue.sales.paying import pay_by_credit
from habitue.sales.refunds import as_paid, refund, refund_as_paid
from habitue.sales.returnable import returnable
from habitue.sales.returns import bring_back
from tests.balances.loyal import join, plan
from tests.selling import give_points
from tests.shop import SmallShop

POINTS = 500
"""What they have at first. A point for each unit of money, worth a hundredth of it."""


@dataclass
class Sly:
    """A member at the till, who counts what they have handed over and what they were given."""

    shop: SmallShop
    who: Customer
    data: st.DataObject
    things: list[Variant]
    cash: int = 0
    sales: list[Sale] = field(default_factory=list)

    def choose(self, at_most: int, least: int = 0) -> int:
        return self.data.draw(st.integers(least, at_most))

    def visit(self) -> None:
        """They buy, or bring something back, or both."""
        came = self._bring_back(self.choose(1))
        for thing in self.things:
            if pieces := self.choose(2):
                baskets.put_in(self.shop.register, self.shop.cashier, thing, pieces)
                came = True
        if came:
            self._settle()

    def bring_everything_back(self) -> None:
        for sale in list(self.sales):
            out = {at: each.left for at, each in returnable(sale.id).items()}
            if any(out.values()):
                bring_back(self.shop.register, self.shop.cashier, sale, out, ReturnReason.MIND)
                self._settle()

    def _bring_back(self, count: int) -> bool:
        came = False
        for _ in range(count if self.sales else 0):
            sale = self.sales[self.choose(len(self.sales) - 1)]
            out = {at: self.choose(each.left) for at, each in returnable(sale.id).items()}
            came |= bool(bring_back(self.shop.register, self.shop.cashier, sale, out, ReturnReason.FIT))
        return came

    def _settle(self) -> None:
        register = self.shop.register
        basket = baskets.attach_customer(register, self.shop.cashier, self.who)
        basket.outlet = self.shop.outlet
        if checkout.due(basket) > 0:
            self._pay(basket)
        elif checkout.due(basket) < 0:
            self._take(basket)
        sale = checkout.complete(register, basket.id, self.shop.at_register())
        self.cash += sum(each.amount for each in sale.payments.all() if each.tender == Tender.CASH)
        assert sale.paid == sale.total
        if sale.document != Document.RETURN:
            self.sales.append(sale)

    def _pay(self, basket: Basket) -> None:
        offered = redeeming.offer(checkout.open_now(basket))
        if offered and offered.enough and (part := self.choose(offered.amount)):
            redeeming.redeem(self.shop.register, part)
        if (has := min(credit_of(self.who.id), checkout.due(basket))) > 0 and (part := self.choose(has)):
            pay_by_credit(self.shop.register, part)
        if (rest := checkout.due(basket)) > 0:
            checkout.take_payment(self.shop.register, Tender.CASH, rest)

    def _take(self, basket: Basket) -> None:
        if self.choose(1):
            refund(self.shop.register, Tender.CREDIT, self.choose(-checkout.due(basket), 1))
        if as_paid(basket):
            refund_as_paid(self.shop.register)
        if checkout.due(basket) < 0:
            refund(self.shop.register, Tender.CASH)


@pytest.fixture
def things(shop: SmallShop) -> list[Variant]:
    plan(shop)
    return [shop.stock("Boot", 12_999), shop.stock("Polish", 333, "0.1")]


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_nobody_gains_by_buying_exchanging_and_bringing_back(
    shop: SmallShop, things: list[Variant], data: st.DataObject
) -> None:
    with transaction.atomic():
        try_to_gain(shop, things, data)
        transaction.set_rollback(True)  # whatever went wrong, the next example begins with an empty basket


def try_to_gain(shop: SmallShop, things: list[Variant], data: st.DataObject) -> None:
    who = shop.welcome()
    join(shop, who)
    give_points(shop, who, POINTS)
    sly = Sly(shop, who, data, things)
    for _visit in range(sly.choose(5, 1)):
        sly.visit()
    sly.bring_everything_back()
    assert loyalty_of(who.id) == POINTS
    assert sly.cash == credit_of(who.id)
    for sale in sly.sales:
        sold = sum(line.total for line in sale.lines.all() if line.quantity > 0)
        assert sold + sum(line.total for line in SaleLine.objects.filter(of_sale=sale)) == 0
    who.refresh_from_db()
    assert who.spent == 0

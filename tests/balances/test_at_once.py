"""Several tills spend one customer's loyalty at once: never below nothing, and nothing is lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from habitue.balances.actions import expire_loyalty
from habitue.balances.models import LoyaltyEntry
from habitue.balances.sums import NotEnough, loyalty_of
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.clock import now
from habitue.lib.ids import new_id
from habitue.sales.actions import PaymentFacts, complete_sale
from habitue.sales.models import Sale, Tender
from tests.balances.loyal import plan
from tests.selling import cash, facts, give_points
from tests.shop import SmallShop


@pytest.mark.django_db(transaction=True)
def test_eight_tills_redeem_one_balance_and_never_below_nothing() -> None:
    shop = SmallShop()
    plan(shop)
    marie, loafer = shop.welcome(), shop.stock(price=1000)
    give_points(shop, marie, 1000)
    registers = [shop.register, *(shop.another_register(str(number)) for number in range(2, 9))]

    def redeem(number: int) -> bool:
        register = registers[number % len(registers)]
        try:
            perform(
                complete_sale,
                Stamp(register.id, shop.cashier.id),
                id=new_id(),
                register=register.id,
                customer=marie.id,
                currency="EUR",
                prices_include_tax=True,
                lines=[facts(loafer, total=1000)],
                payments=[PaymentFacts(Tender.LOYALTY, 300, 300, units=300), cash(700)],
            )
        except NotEnough:
            return False
        else:
            return True
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as tills:
        sold = list(tills.map(redeem, range(16)))
    assert sum(sold) == Sale.objects.count() == 3
    assert loyalty_of(marie.id) == 100


@pytest.mark.django_db(transaction=True)
def test_what_expires_while_it_is_spent_is_gone_once() -> None:
    shop = SmallShop()
    plan(shop)
    marie, loafer = shop.welcome(), shop.stock(price=1000)
    give_points(shop, marie, 1000)
    LoyaltyEntry.objects.update(expires_on="2026-01-31")
    second = shop.another_register()

    def go(number: int) -> None:
        try:
            if number % 2:
                perform(expire_loyalty, Stamp(shop.node), day=now().date(), customers=[marie.id])
                return
            register = (shop.register, second)[number // 2 % 2]
            perform(
                complete_sale,
                Stamp(register.id, shop.cashier.id),
                id=new_id(),
                register=register.id,
                customer=marie.id,
                currency="EUR",
                prices_include_tax=True,
                lines=[facts(loafer, total=1000)],
                payments=[PaymentFacts(Tender.LOYALTY, 100, 100, units=100), cash(900)],
            )
        except NotEnough:
            pass
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(go, range(16)))
    assert loyalty_of(marie.id) == 0
    spent = -sum(LoyaltyEntry.objects.filter(cause="redeemed").values_list("amount", flat=True))
    expired = -sum(LoyaltyEntry.objects.filter(cause="expired").values_list("amount", flat=True))
    assert spent + expired == 1000

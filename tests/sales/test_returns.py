"""Returns and exchanges as they go through the basket and its payment."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

import pytest
from django.db import connections

from habitue.balances.sums import credit_of, loyalty_of
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.sales import baskets, checkout
from habitue.sales.actions import CannotVoid, void_sale
from habitue.sales.facts import PaymentFacts
from habitue.sales.models import Document, ReturnReason, Sale, SaleLine, Tender
from habitue.sales.refunds import NobodyToRefund, refund
from habitue.sales.returnable import ReturnedAlready
from habitue.sales.returns import CannotReturn, bring_back, bring_back_unknown
from habitue.stores.models import Register
from tests.selling import cash, facts, give_points, sell
from tests.shop import SmallShop


def complete(shop: SmallShop, register: Register | None = None) -> Sale:
    register = register or shop.register
    basket = baskets.basket_at(register)
    assert basket
    return checkout.complete(register, basket.id, shop.at_register(register))


def due(shop: SmallShop) -> int:
    basket = baskets.basket_at(shop.register)
    assert basket
    basket.outlet = shop.outlet
    return checkout.due(basket)


def test_what_comes_back_is_refunded_in_cash(shop: SmallShop) -> None:
    sale = sell(shop, [facts(shop.stock(), 2, total=15_000)], cash(15_000))
    bring_back(shop.register, shop.cashier, sale, {0: 1}, ReturnReason.FIT)
    assert due(shop) == -7500
    refund(shop.register, Tender.CASH)
    back = complete(shop)
    assert (back.document, back.total) == (Document.RETURN, -7500)
    line = back.lines.get()
    assert (line.quantity, line.of_sale_id, line.of_line, line.return_reason) == (-1, sale.id, 0, "fit")
    assert [(each.tender, each.amount) for each in back.payments.all()] == [("cash", -7500)]


def test_an_exchange_is_one_document_with_the_difference_paid(shop: SmallShop) -> None:
    sale = sell(shop, [facts(shop.stock())], cash(8900))
    bring_back(shop.register, shop.cashier, sale, {0: 1}, ReturnReason.FIT)
    baskets.put_in(shop.register, shop.cashier, shop.stock("Boot", 12_900))
    assert due(shop) == 4000
    checkout.take_payment(shop.register, Tender.CARD, 4000)
    exchange = complete(shop)
    assert (exchange.document, exchange.total, exchange.paid) == (Document.EXCHANGE, 4000, 4000)


def test_the_customer_of_the_sale_is_attached_and_may_have_store_credit(shop: SmallShop) -> None:
    marie = shop.welcome()
    sale = sell(shop, [facts(shop.stock())], cash(8900), customer=marie)
    bring_back(shop.register, shop.cashier, sale, {0: 1}, ReturnReason.MIND)
    refund(shop.register, Tender.CREDIT, 5000)
    refund(shop.register, Tender.CASH)
    assert complete(shop).customer == marie
    assert credit_of(marie.id) == 5000


def test_store_credit_needs_somebody(shop: SmallShop) -> None:
    sale = sell(shop, [facts(shop.stock())], cash(8900))
    bring_back(shop.register, shop.cashier, sale, {0: 1}, ReturnReason.MIND)
    with pytest.raises(NobodyToRefund):
        refund(shop.register, Tender.CREDIT)


def test_an_exchange_gives_points_back_and_asks_for_money_instead(shop: SmallShop) -> None:
    marie = shop.welcome()
    give_points(shop, marie, 100)
    paid = (PaymentFacts(Tender.LOYALTY, 1000, 1000, units=100), cash(7900))
    sale = sell(shop, [facts(shop.stock())], *paid, customer=marie)
    bring_back(shop.register, shop.cashier, sale, {0: 1}, ReturnReason.FIT)
    baskets.put_in(shop.register, shop.cashier, shop.stock("Other", 8900))
    assert due(shop) == 1000
    checkout.take_payment(shop.register, Tender.CASH, 1000)
    exchange = complete(shop)
    assert (exchange.total, exchange.paid) == (0, 0)
    assert loyalty_of(marie.id) == 100


def test_no_more_is_put_in_the_basket_than_is_left(shop: SmallShop) -> None:
    sale = sell(shop, [facts(shop.stock(), 2, total=15_000)], cash(15_000))
    bring_back(shop.register, shop.cashier, sale, {0: 1}, ReturnReason.FIT)
    bring_back(shop.register, shop.cashier, sale, {0: 1}, ReturnReason.FIT)
    with pytest.raises(ReturnedAlready):
        bring_back(shop.register, shop.cashier, sale, {0: 1}, ReturnReason.FIT)
    refund(shop.register, Tender.CASH)
    back = complete(shop)
    with pytest.raises(CannotReturn):
        bring_back(shop.register, shop.cashier, back, {0: 1}, ReturnReason.FIT)


def test_without_a_receipt_it_is_worth_no_more_than_today(shop: SmallShop) -> None:
    loafer = shop.stock()
    back = partial(bring_back_unknown, shop.register, shop.cashier, loafer, count=1, reason=ReturnReason.GIFT)
    with pytest.raises(CannotReturn):
        back(price=9000, allowed_by=shop.owner)
    back(price=6000, allowed_by=shop.owner)
    refund(shop.register, Tender.CASH)
    made = complete(shop)
    line = made.lines.get()
    assert (made.total, made.document, line.off, line.listed) == (-6000, Document.RETURN, -2900, -8900)
    assert line.why[0]["allowed_by"] == str(shop.owner.id)


@pytest.mark.django_db(transaction=True)
def test_eight_tills_bring_the_same_piece_back_once() -> None:
    shop = SmallShop()
    sale = sell(shop, [facts(shop.stock(), 3, total=10_000)], cash(10_000))
    registers = [shop.register, *(shop.another_register(str(number)) for number in range(2, 9))]
    for register in registers:
        bring_back(register, shop.cashier, sale, {0: 1}, ReturnReason.FIT)
        refund(register, Tender.CASH)

    def finish(register: Register) -> None:
        basket = baskets.basket_at(register)
        assert basket
        try:
            with suppress(ReturnedAlready, checkout.StillDue):
                checkout.complete(register, basket.id, Stamp(register.id, shop.cashier.id))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(finish, registers))
    came = SaleLine.objects.filter(of_sale=sale)
    assert sum(line.quantity for line in came) >= -3
    assert sum(line.total for line in came) >= -10_000
    assert all(each.total == each.paid for each in Sale.objects.all())
    assert came.exists()


@pytest.mark.django_db(transaction=True)
def test_a_sale_that_is_voided_and_brought_back_at_once_comes_back_once() -> None:
    shop = SmallShop()
    sale = sell(shop, [facts(shop.stock(), 2, total=10_000)], cash(10_000))
    registers = [shop.another_register(str(number)) for number in range(2, 6)]
    for register in registers:
        bring_back(register, shop.cashier, sale, {0: 2}, ReturnReason.FIT)
        refund(register, Tender.CASH)

    def act(register: Register | None) -> None:
        try:
            with suppress(ReturnedAlready, CannotVoid):
                if register is None:
                    stamp = shop.at_register()
                    perform(void_sale, stamp, id=new_id(), sale=sale.id, register=shop.register.id)
                else:
                    complete(shop, register)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(act, [None, *registers, None, None]))
    came = SaleLine.objects.filter(of_sale=sale)
    assert [(line.quantity, line.total) for line in came] == [(-2, -10_000)]
    assert Sale.objects.count() == 2

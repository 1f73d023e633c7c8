"""A promotion is used no more often than it may be."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from habitue.catalogue.models import Variant
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.pricing.models import PromotionUse
from habitue.sales import baskets, checkout
from habitue.sales.models import Basket, Tender
from habitue.stores.models import Register
from tests.pricing.shop_rules import a_promotion, ids
from tests.sales.prices.priced import basket_of, sell, total
from tests.sales.two_records import merge
from tests.shop import SmallShop


def test_once_a_customer(shop: SmallShop, loafer: Variant, office: Stamp, marie: Customer) -> None:
    a_promotion(office, "Once", "10", loafer, per_customer=1)
    basket_of(shop, loafer)
    assert total(shop) == 8900
    baskets.attach_customer(shop.register, shop.cashier, marie)
    assert sell(shop).total == 8010
    basket_of(shop, loafer, customer=marie)
    assert total(shop) == 8900
    baskets.attach_customer(shop.register, shop.cashier, shop.welcome("Jean"))
    assert total(shop) == 8010


def test_a_merged_record_has_used_what_it_has_used(
    shop: SmallShop, loafer: Variant, office: Stamp, marie: Customer
) -> None:
    a_promotion(office, "Once", "10", loafer, per_customer=1)
    other = shop.welcome("Marie", "Curry")
    basket_of(shop, loafer, customer=other)
    assert sell(shop).total == 8010
    merge(shop, marie, other)
    basket_of(shop, loafer, customer=marie)
    assert total(shop) == 8900


def test_what_is_used_up_between_payment_and_completion_is_told(
    shop: SmallShop, loafer: Variant, office: Stamp
) -> None:
    a_promotion(office, "First", "10", loafer, in_total=1)
    other = shop.another_register()
    for register in (shop.register, other):
        baskets.put_in(register, shop.cashier, loafer)
        checkout.take_payment(register, Tender.CASH, 8010)
    sell(shop)
    basket = Basket.objects.get(register=other)
    with pytest.raises(checkout.StillDue) as told:
        checkout.complete(other, basket.id, Stamp(other.id, shop.cashier.id))
    assert told.value.minor == 890


@pytest.mark.django_db(transaction=True)
def test_eight_tills_at_once_use_a_promotion_no_more_often_than_there_is() -> None:
    shop = SmallShop()
    loafer = shop.stock()
    a_promotion(Stamp(shop.node, shop.owner.id), "First three", "10", loafer, in_total=3)
    registers = [shop.register, *(shop.another_register(str(code)) for code in range(2, 9))]
    for register in registers:
        baskets.put_in(register, shop.cashier, loafer)
        checkout.take_payment(register, Tender.CASH, 8010)

    def complete(register: Register) -> int:
        try:
            basket = Basket.objects.get(register=register)
            return checkout.complete(register, basket.id, Stamp(register.id, shop.cashier.id)).total
        except checkout.StillDue as still:
            return still.minor
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as tills:
        assert sorted(tills.map(complete, registers)) == [890] * 5 + [8010] * 3
    assert PromotionUse.objects.count() == 3


def test_ids_of_promotions_are_kept_once(shop: SmallShop, loafer: Variant, office: Stamp) -> None:
    both = [a_promotion(office, name, "5", loafer, combines=True) for name in ("A", "B")]
    basket_of(shop, loafer, loafer)
    sale = sell(shop)
    assert sorted(PromotionUse.objects.filter(sale=sale.id).values_list("promotion", flat=True)) == sorted(ids(*both))

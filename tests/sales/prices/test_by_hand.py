"""Discounts given by hand, up to the limit of one's role."""

from decimal import Decimal
from typing import Any

import pytest

from habitue.catalogue.models import Variant
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.pricing.actions import set_discount_limits
from habitue.sales import baskets, checkout, discounts
from habitue.sales.discounts import ByHand
from habitue.sales.models import Basket, Tender
from tests.pricing.shop_rules import a_promotion, again
from tests.sales.prices.priced import basket_of, sell, total
from tests.shop import SmallShop


@pytest.mark.parametrize(
    ("within", "beyond"),
    [
        (ByHand(percent=Decimal(10)), ByHand(percent=Decimal("10.01"))),
        (ByHand(amount=801), ByHand(amount=802)),
    ],
)
def test_up_to_the_limit_of_the_role_of_what_the_promotions_left(
    shop: SmallShop, loafer: Variant, office: Stamp, within: ByHand, beyond: ByHand
) -> None:
    a_promotion(office, "Autumn", "10", loafer)  # 80.10 is left, and 10 % of it is 8.01
    basket_of(shop, loafer)
    line = Basket.objects.get().lines.get()
    given = {"by": shop.cashier, "reason": "A regular"}
    discounts.give_on_line(shop.register, line.id, replaced(within, **given))
    with pytest.raises(discounts.OverDiscountLimit) as told:
        discounts.give_on_line(shop.register, line.id, replaced(beyond, **given))
    assert told.value.limit == 10
    assert Basket.objects.get().lines.get().discount_percent == within.percent
    discounts.give_on_line(shop.register, line.id, replaced(beyond, **given, allowed_by=shop.owner))
    discounts.give_on_line(shop.register, line.id, replaced(beyond, by=shop.owner))


def replaced(by_hand: ByHand, **more: Any) -> ByHand:
    return ByHand(by_hand.percent, by_hand.amount, by_hand.asked_price, **more)


def test_a_price_asked_for_is_a_discount_too_unless_it_is_higher(shop: SmallShop, loafer: Variant) -> None:
    basket_of(shop, loafer)
    line = Basket.objects.get().lines.get()
    with pytest.raises(discounts.OverDiscountLimit):
        discounts.give_on_line(shop.register, line.id, ByHand(asked_price=8000, by=shop.cashier))
    for price in (8010, 9900):
        discounts.give_on_line(shop.register, line.id, ByHand(asked_price=price, by=shop.cashier, reason="Window"))
        assert total(shop) == price
    baskets.put_in(shop.register, shop.cashier, loafer)
    assert total(shop) == 9900 + 8900


def test_the_shop_sets_the_limits(shop: SmallShop, loafer: Variant, office: Stamp) -> None:
    perform(set_discount_limits, again(office), limits={"cashier": Decimal(20)})
    basket_of(shop, loafer)
    discounts.give_on_sale(shop.register, shop.cashier, ByHand(percent=Decimal(20), by=shop.cashier, reason="VIP"))
    assert total(shop) == 7120
    with pytest.raises(discounts.OverDiscountLimit):
        discounts.give_on_sale(shop.register, shop.cashier, ByHand(percent=Decimal(21), by=shop.cashier))


def test_what_passes_the_limit_once_the_basket_is_smaller_is_not_paid_for(shop: SmallShop, loafer: Variant) -> None:
    basket_of(shop, loafer, loafer)
    discounts.give_on_sale(shop.register, shop.cashier, ByHand(amount=1500, by=shop.cashier, reason="A regular"))
    baskets.change_quantity(shop.register, Basket.objects.get().lines.get().id, 1)
    with pytest.raises(discounts.OverDiscountLimit):
        checkout.take_payment(shop.register, Tender.CASH, 7400)


def test_a_sale_that_costs_nothing_is_within_the_limits_too(shop: SmallShop, loafer: Variant) -> None:
    basket = basket_of(shop, loafer)
    given = ByHand(percent=Decimal(100), by=shop.cashier, reason="Broken", allowed_by=shop.owner)
    discounts.give_on_sale(shop.register, shop.cashier, given)
    assert sell(shop).lines.get().why[0]["allowed_by"] == str(shop.owner.id)
    assert not Basket.objects.filter(id=basket.id).exists()

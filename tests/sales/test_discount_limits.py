"""What is taken off a line by hand is held against one limit, however it was taken off."""

from decimal import Decimal
from typing import Any

import pytest

from habitue.catalogue.models import Variant
from habitue.sales import baskets, checkout, discounts
from habitue.sales.discounts import ByHand, OverDiscountLimit
from habitue.sales.models import Basket, BasketLine, Tender
from habitue.stores.models import Staff
from tests.shop import SmallShop

LIMIT = 10
"""A cashier's, in per cent."""


@pytest.fixture
def loafer(shop: SmallShop) -> Variant:
    return shop.stock(price=10_000)


@pytest.fixture
def line(shop: SmallShop, loafer: Variant) -> BasketLine:
    return baskets.put_in(shop.register, shop.cashier, loafer)


class Till:
    def __init__(self, shop: SmallShop) -> None:
        self.shop = shop

    def off_line(self, line: BasketLine, allowed_by: Staff | None = None, **given: Any) -> None:
        discounts.give_on_line(self.shop.register, line.id, self._by_hand(allowed_by, **given))

    def off_sale(self, allowed_by: Staff | None = None, **given: Any) -> None:
        discounts.give_on_sale(self.shop.register, self.shop.cashier, self._by_hand(allowed_by, **given))

    def _by_hand(self, allowed_by: Staff | None, **given: Any) -> ByHand:
        return ByHand(**given, by=self.shop.cashier, reason="A regular", allowed_by=allowed_by)

    def pay(self, amount: int) -> int:
        """How much was taken."""
        return checkout.take_payment(self.shop.register, Tender.CASH, amount).amount


@pytest.fixture
def till(shop: SmallShop) -> Till:
    return Till(shop)


def percent(value: object) -> dict[str, Any]:
    return {"percent": Decimal(str(value))}


@pytest.mark.parametrize(
    ("of_line", "of_sale"),
    [
        (percent(10), percent(1)),
        (percent(5), percent("5.27")),
        ({"amount": 1000}, percent(1)),
        (percent(10), {"amount": 100}),
        ({"asked_price": 9000}, percent(1)),
        ({"asked_price": 9500}, {"amount": 501}),
    ],
)
def test_a_line_and_the_whole_sale_pass_the_limit_together(
    till: Till, line: BasketLine, of_line: dict[str, Any], of_sale: dict[str, Any]
) -> None:
    till.off_line(line, **of_line)
    with pytest.raises(OverDiscountLimit) as told:
        till.off_sale(**of_sale)
    assert told.value.limit == LIMIT
    assert told.value.together
    till.off_line(line)
    till.off_sale(**of_sale)
    with pytest.raises(OverDiscountLimit):
        till.off_line(line, **of_line)


@pytest.mark.parametrize(
    ("of_line", "of_sale"),
    [
        (percent(5), percent("5.26")),
        ({"amount": 500}, {"amount": 500}),
        ({"asked_price": 9500}, percent("5.26")),
        ({"asked_price": 12_000}, percent(10)),
    ],
)
def test_up_to_the_limit_they_need_nobody(
    till: Till, line: BasketLine, of_line: dict[str, Any], of_sale: dict[str, Any]
) -> None:
    till.off_line(line, **of_line)
    till.off_sale(**of_sale)
    assert till.pay(5000) == 5000


def test_another_line_bears_its_share_alone(shop: SmallShop, till: Till, line: BasketLine) -> None:
    baskets.put_in(shop.register, shop.cashier, shop.stock("Polish", 333))
    till.off_line(line, **percent(1))
    till.off_sale(**percent(9))
    assert till.pay(5000) == 5000


def test_what_a_manager_allowed_on_a_line_lets_nobody_take_more_off_the_sale(
    shop: SmallShop, till: Till, line: BasketLine
) -> None:
    till.off_line(line, allowed_by=shop.owner, **percent(20))
    with pytest.raises(OverDiscountLimit):
        till.off_sale(**percent(1))
    till.off_sale(allowed_by=shop.owner, **percent(1))
    assert till.pay(5000) == 5000


def test_a_manager_allows_a_line_with_what_is_off_the_sale_already(
    shop: SmallShop, till: Till, line: BasketLine
) -> None:
    till.off_sale(**percent(10))
    till.off_line(line, allowed_by=shop.owner, **percent(20))
    assert till.pay(5000) == 5000


def test_it_is_asked_again_when_the_sale_is_paid(shop: SmallShop, till: Till, line: BasketLine) -> None:
    other = baskets.put_in(shop.register, shop.cashier, shop.stock("Boot", 10_000))
    till.off_line(line, **percent(5))
    till.off_sale(amount=1000)
    baskets.remove_line(shop.register, other.id)
    with pytest.raises(OverDiscountLimit) as told:
        till.pay(5000)
    assert told.value.limit == LIMIT
    assert not Basket.objects.get().payments.exists()

"""What a sale had of promotions is known when it finds its customer later, and goes with it."""

from typing import Any

import pytest

from habitue.balances.sums import loyalty_of
from habitue.catalogue.models import Variant
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.pricing.models import Promotion, PromotionUse
from habitue.sales import baskets, checkout, codes
from habitue.sales.actions import merge_customers, unmerge_customers
from habitue.sales.invariants import promotions_are_used_by_whose_sale_it_is
from habitue.sales.models import Sale, Tender
from habitue.sales.tracking import track
from tests.balances.loyal import join, plan
from tests.pricing.shop_rules import a_promotion
from tests.shop import SmallShop


@pytest.fixture
def loafer(shop: SmallShop) -> Variant:
    return shop.stock(price=10_000)


def promotion(shop: SmallShop, **facts: Any) -> Promotion:
    return a_promotion(Stamp(shop.node, shop.owner.id), **facts)


def sell(shop: SmallShop, variant: Variant, customer: Customer | None = None, code: str = "") -> Sale:
    baskets.put_in(shop.register, shop.cashier, variant)
    basket = baskets.attach_customer(shop.register, shop.cashier, customer)
    if code:
        codes.type_code(shop.register, shop.cashier, code)
    checkout.take_payment(shop.register, Tender.CASH, 20_000)
    return checkout.complete(shop.register, basket.id, shop.at_register())


def used_by(sale: Sale) -> Any:
    return PromotionUse.objects.get(sale=sale.id).customer


def price(shop: SmallShop, variant: Variant, customer: Customer) -> int:
    baskets.put_in(shop.register, shop.cashier, variant)
    total = baskets.price(baskets.attach_customer(shop.register, shop.cashier, customer)).total
    baskets.empty(shop.register)
    return total


@pytest.mark.parametrize("in_total", [None, 1])
def test_a_code_that_was_typed_is_known_when_the_sale_is_tracked(
    shop: SmallShop, loafer: Variant, marie: Customer, in_total: int | None
) -> None:
    plan(shop)
    join(shop, marie)
    promotion(shop, takes="loyalty", value="3", code="TRIPLE", in_total=in_total)
    sale = sell(shop, loafer, code="triple")
    assert sale.codes == ["TRIPLE"]
    track([sale.id], marie.id, shop.at_register())
    assert loyalty_of(marie.id) == 300


def test_the_use_of_a_promotion_goes_with_the_sale(
    shop: SmallShop, loafer: Variant, marie: Customer, maria: Customer
) -> None:
    promotion(shop, value="10", per_customer=1)
    sale = sell(shop, loafer, marie)
    assert price(shop, loafer, marie) == 10_000
    track([sale.id], maria.id, shop.at_register())
    assert used_by(sale) == maria
    assert price(shop, loafer, marie) == 9000
    assert price(shop, loafer, maria) == 10_000
    track([sale.id], None, shop.at_register())
    assert used_by(sale) is None
    assert price(shop, loafer, maria) == 9000


def test_merging_and_parting_takes_uses_along(
    shop: SmallShop, loafer: Variant, marie: Customer, maria: Customer
) -> None:
    promotion(shop, value="10", per_customer=2)
    theirs, hers = sell(shop, loafer, marie), sell(shop, loafer, maria)
    merge = new_id()
    perform(merge_customers, Stamp(shop.node), id=merge, kept=marie.id, gone=maria.id)
    assert used_by(hers) == marie
    assert price(shop, loafer, marie) == 10_000
    moved = sell(shop, loafer)
    track([hers.id], None, shop.at_register())
    track([hers.id], marie.id, shop.at_register())
    perform(unmerge_customers, Stamp(shop.node), id=merge)
    assert (used_by(theirs), used_by(hers)) == (marie, maria)
    assert not PromotionUse.objects.filter(sale=moved.id).exists()
    assert price(shop, loafer, maria) == 9000
    assert not list(promotions_are_used_by_whose_sale_it_is())


def test_the_doctor_sees_a_use_that_stayed_behind(shop: SmallShop, loafer: Variant, marie: Customer) -> None:
    promotion(shop, value="10", per_customer=1)
    sell(shop, loafer, marie)
    PromotionUse.objects.update(customer=None)
    assert list(promotions_are_used_by_whose_sale_it_is())

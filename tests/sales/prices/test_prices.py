"""What a basket costs by the rules of the shop, and what its sale keeps of that."""

import pytest

from habitue.catalogue.models import Variant
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.pricing.actions import retire_promotion
from habitue.pricing.models import PromotionUse
from habitue.sales import baskets, checkout, codes, discounts
from habitue.sales.discounts import ByHand
from habitue.sales.models import Basket, Tender
from tests.pricing.shop_rules import a_book, a_group, a_promotion, again
from tests.sales.prices.priced import basket_of, sell, total
from tests.shop import SmallShop


def test_a_customers_group_has_its_prices_as_long_as_they_are_attached(
    shop: SmallShop, loafer: Variant, office: Stamp, marie: Customer
) -> None:
    group = a_group(office, "VIP", marie)
    a_book(office, {loafer: 7900}, group=group.id)
    basket_of(shop, loafer)
    assert total(shop) == 8900
    baskets.attach_customer(shop.register, shop.cashier, marie)
    assert total(shop) == 7900
    baskets.attach_customer(shop.register, shop.cashier, None)
    assert total(shop) == 8900


def test_a_book_of_another_outlet_is_not_had_here(shop: SmallShop, loafer: Variant, office: Stamp) -> None:
    a_book(office, {loafer: 7900}, outlets=[shop.another_outlet().id])
    basket_of(shop, loafer)
    assert total(shop) == 8900


def test_rules_count_from_the_moment_they_are_changed(shop: SmallShop, loafer: Variant, office: Stamp) -> None:
    basket_of(shop, loafer)
    assert total(shop) == 8900
    autumn = a_promotion(office, "Autumn", "10", loafer)
    assert total(shop) == 8010
    perform(retire_promotion, again(office), id=autumn.id)
    assert total(shop) == 8900


def test_the_sale_keeps_why_it_cost_what_it_did(
    shop: SmallShop, loafer: Variant, office: Stamp, marie: Customer
) -> None:
    a_book(office, {loafer: 8000})
    autumn = a_promotion(office, "Autumn", "10", loafer)
    basket_of(shop, loafer, customer=marie)
    line = baskets.lines_of(Basket.objects.get())[0]
    discounts.give_on_line(shop.register, line.id, ByHand(amount=200, by=shop.cashier, reason="Scratched"))
    sale = sell(shop)
    sold = sale.lines.get()
    assert (sold.off, sold.total) == (900 + 800 + 200, 7000)
    assert [(step["kind"], step["off"], step.get("name", ""), step.get("reason", "")) for step in sold.why] == [
        ("book", 900, "VIP prices", ""),
        ("promotion", 800, "Autumn", ""),
        ("manual", 200, "", "Scratched"),
    ]
    assert sold.why[2]["by"] == str(shop.cashier.id)
    assert list(PromotionUse.objects.values_list("promotion", "sale", "customer")) == [(autumn.id, sale.id, marie.id)]


def test_after_a_part_payment_the_price_may_fall_but_not_below_what_was_paid(
    shop: SmallShop, loafer: Variant, office: Stamp, marie: Customer
) -> None:
    group = a_group(office, "VIP", marie)
    a_book(office, {loafer: 7900}, group=group.id)
    a_promotion(office, "Code", "10", loafer, code="TEN")
    basket_of(shop, loafer)
    checkout.take_payment(shop.register, Tender.CASH, 7900)
    assert baskets.attach_customer(shop.register, shop.cashier, marie).customer == marie
    with pytest.raises(baskets.PaidMore) as told:
        codes.type_code(shop.register, shop.cashier, "TEN")
    assert (told.value.total, told.value.paid) == (7110, 7900)
    assert Basket.objects.get().codes == []
    assert sell(shop).total == 7900


def test_a_customer_whose_price_is_below_what_was_paid_is_not_attached(
    shop: SmallShop, loafer: Variant, office: Stamp, marie: Customer
) -> None:
    a_book(office, {loafer: 7900}, group=a_group(office, "VIP", marie).id)
    basket_of(shop, loafer)
    checkout.take_payment(shop.register, Tender.CASH, 8000)
    with pytest.raises(baskets.PaidMore):
        baskets.attach_customer(shop.register, shop.cashier, marie)
    assert Basket.objects.get().customer is None


def test_who_paid_from_their_balance_stays(shop: SmallShop, loafer: Variant, marie: Customer) -> None:
    basket = basket_of(shop, loafer, customer=marie)
    basket.payments.create(tender=Tender.CREDIT, amount=500, tendered=500)
    for other in (None, shop.welcome("Jean")):
        with pytest.raises(baskets.PaidFromBalance):
            baskets.attach_customer(shop.register, shop.cashier, other)
    assert baskets.attach_customer(shop.register, shop.cashier, marie).customer == marie

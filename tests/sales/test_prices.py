"""What a basket costs by the rules of the shop, and what its sale keeps of that."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connections

from habitue.catalogue.models import Variant
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.clock import now
from habitue.pricing.actions import retire_promotion, set_discount_limits
from habitue.pricing.models import PromotionUse
from habitue.pricing.promotions import Why
from habitue.sales import baskets, checkout, codes, discounts
from habitue.sales.discounts import ByHand
from habitue.sales.models import Basket, Sale, Tender
from habitue.stores.models import Register
from tests.pricing.shop_rules import a_book, a_group, a_promotion, again, ids
from tests.sales.two_records import merge
from tests.shop import SmallShop


@pytest.fixture
def loafer(shop: SmallShop) -> Variant:
    return shop.stock()


@pytest.fixture
def office(shop: SmallShop) -> Stamp:
    return Stamp(shop.node, shop.owner.id)


def basket_of(shop: SmallShop, *variants: Variant, customer: Customer | None = None) -> Basket:
    for variant in variants:
        baskets.put_in(shop.register, shop.cashier, variant)
    return baskets.attach_customer(shop.register, shop.cashier, customer)


def total(shop: SmallShop) -> int:
    basket = baskets.basket_at(shop.register)
    assert basket
    return baskets.price(basket).total


def sell(shop: SmallShop, register: Register | None = None) -> Sale:
    """What lies in the basket, for what it costs."""
    register = register or shop.register
    basket = baskets.basket_at(register)
    assert basket
    if due := checkout.due(basket):
        checkout.take_payment(register, Tender.CASH, due)
    return checkout.complete(register, basket.id, Stamp(register.id, shop.cashier.id))


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


# --- Limits of promotions --------------------------------------------------------------------------------------------


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


# --- Codes -----------------------------------------------------------------------------------------------------------


def test_a_code_is_had_until_it_is_taken_back(shop: SmallShop, loafer: Variant, office: Stamp) -> None:
    autumn = a_promotion(office, "Autumn", "10", loafer, code="AUTUMN26")
    basket_of(shop, loafer)
    assert total(shop) == 8900
    for _time in range(2):
        assert codes.type_code(shop.register, shop.cashier, " autumn 26 ") == (autumn, True)
    assert total(shop) == 8010
    basket = Basket.objects.get()
    assert codes.codes_typed(basket, baskets.price(basket)) == [codes.TypedCode("AUTUMN26", "Autumn", counts=True)]
    codes.take_code_back(shop.register, shop.cashier, "AUTUMN26")
    assert total(shop) == 8900


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"starts_at": timedelta(hours=1)}, Why.NOT_YET),
        ({"ends_at": timedelta(hours=-1)}, Why.OVER),
        ({"days": 0}, Why.ANOTHER_TIME),
        ({"per_customer": 1}, Why.NOBODY),
        ({"in_total": 0}, None),
    ],
)
def test_a_code_that_is_not_to_be_had_says_why(
    shop: SmallShop, loafer: Variant, office: Stamp, facts: dict[str, Any], why: Why | None
) -> None:
    facts = {name: now() + value if isinstance(value, timedelta) else value for name, value in facts.items()}
    a_promotion(office, "Autumn", "10", loafer, code="AUTUMN26", **facts)
    basket_of(shop, loafer)
    with pytest.raises(codes.NotForNow) as told:
        codes.type_code(shop.register, shop.cashier, "AUTUMN26")
    assert told.value.why == why
    assert Basket.objects.get().codes == []


def test_a_code_of_others_is_not_had(shop: SmallShop, loafer: Variant, office: Stamp, marie: Customer) -> None:
    a_promotion(office, "Theirs", "10", loafer, code="THEIRS", groups=[a_group(office).id])
    a_promotion(office, "There", "10", loafer, code="THERE", outlets=[shop.another_outlet().id])
    basket_of(shop, loafer, customer=marie)
    with pytest.raises(codes.NotForNow) as told:
        codes.type_code(shop.register, shop.cashier, "THEIRS")
    assert told.value.why == Why.NOT_THEIRS
    with pytest.raises(codes.NotHere):
        codes.type_code(shop.register, shop.cashier, "THERE")
    gone = a_promotion(office, "Gone", "10", loafer, code="GONE")
    perform(retire_promotion, again(office), id=gone.id)
    with pytest.raises(codes.NotForNow) as told:
        codes.type_code(shop.register, shop.cashier, "GONE")
    assert told.value.why == Why.OVER
    for unknown in ("", "NOTHING"):
        with pytest.raises(codes.UnknownCode):
            codes.type_code(shop.register, shop.cashier, unknown)


# --- After a part payment --------------------------------------------------------------------------------------------


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


# --- By hand ---------------------------------------------------------------------------------------------------------


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
    with pytest.raises(discounts.OverLimit) as told:
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
    with pytest.raises(discounts.OverLimit):
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
    with pytest.raises(discounts.OverLimit):
        discounts.give_on_sale(shop.register, shop.cashier, ByHand(percent=Decimal(21), by=shop.cashier))


def test_what_passes_the_limit_once_the_basket_is_smaller_is_not_paid_for(shop: SmallShop, loafer: Variant) -> None:
    basket_of(shop, loafer, loafer)
    discounts.give_on_sale(shop.register, shop.cashier, ByHand(amount=1500, by=shop.cashier, reason="A regular"))
    baskets.change_quantity(shop.register, Basket.objects.get().lines.get().id, 1)
    with pytest.raises(discounts.OverLimit):
        checkout.take_payment(shop.register, Tender.CASH, 7400)


def test_a_sale_that_costs_nothing_is_within_the_limits_too(shop: SmallShop, loafer: Variant) -> None:
    basket = basket_of(shop, loafer)
    given = ByHand(percent=Decimal(100), by=shop.cashier, reason="Broken", allowed_by=shop.owner)
    discounts.give_on_sale(shop.register, shop.cashier, given)
    assert sell(shop).lines.get().why[0]["allowed_by"] == str(shop.owner.id)
    assert not Basket.objects.filter(id=basket.id).exists()


def test_ids_of_promotions_are_kept_once(shop: SmallShop, loafer: Variant, office: Stamp) -> None:
    both = [a_promotion(office, name, "5", loafer, combines=True) for name in ("A", "B")]
    basket_of(shop, loafer, loafer)
    sale = sell(shop)
    assert sorted(PromotionUse.objects.filter(sale=sale.id).values_list("promotion", flat=True)) == sorted(ids(*both))

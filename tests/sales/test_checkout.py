from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from decimal import Decimal

import pytest
from django.db import connections
from hypothesis import given, settings
from hypothesis import strategies as st

from habitue.catalogue.models import Variant
from habitue.journal.action import Stamp
from habitue.journal.models import Change, Entry
from habitue.journal.verify import verify_all
from habitue.lib.ids import new_id
from habitue.sales import baskets, checkout, discounts
from habitue.sales.discounts import ByHand
from habitue.sales.models import Basket, BasketPayment, Sale, Tender
from habitue.stores.models import Register
from tests.shop import SmallShop


def basket_of(shop: SmallShop, variant: Variant | None = None, register: Register | None = None) -> Basket:
    place = register or shop.register
    baskets.put_in(place, shop.cashier, variant or shop.stock())
    basket = baskets.basket_at(place)
    assert basket
    return basket


def complete(shop: SmallShop, basket: Basket, register: Register | None = None) -> Sale:
    return checkout.complete(register or shop.register, basket.id, shop.at_register(register))


def test_cash_gives_change_and_the_sale_keeps_what_was_handed_over(shop: SmallShop) -> None:
    basket = basket_of(shop)
    taken = checkout.take_payment(shop.register, Tender.CASH, 10_000)
    assert (taken.amount, taken.change, checkout.due(basket)) == (8900, 1100, 0)
    sale = complete(shop, basket)
    assert (sale.receipt_number, sale.total, sale.net, sale.tax) == ("1-000001", 8900, 7417, 1483)
    assert (sale.paid, sale.change, sale.staff) == (8900, 1100, shop.cashier)
    assert baskets.basket_at(shop.register) is None


def test_several_tenders_pay_one_sale(shop: SmallShop) -> None:
    basket = basket_of(shop)
    checkout.take_payment(shop.register, Tender.CASH, 2000)
    checkout.take_payment(shop.register, Tender.CARD, 5000)
    with pytest.raises(checkout.StillDue) as still:
        complete(shop, basket)
    assert still.value.minor == 1900
    checkout.take_payment(shop.register, Tender.CASH, 5000)
    sale = complete(shop, basket)
    assert [(p.tender, p.amount, p.tendered) for p in sale.payments.all()] == [
        ("cash", 2000, 2000),
        ("card", 5000, 5000),
        ("cash", 1900, 5000),
    ]


@pytest.mark.parametrize(("tender", "amount"), [("cash", 0), ("cash", -1), ("card", 0), ("card", 8901)])
def test_a_payment_is_more_than_nothing_and_a_card_gives_no_change(
    shop: SmallShop, tender: Tender, amount: int
) -> None:
    basket_of(shop)
    with pytest.raises(checkout.WrongPayment):
        checkout.take_payment(shop.register, tender, amount)
    assert not BasketPayment.objects.exists()


def test_nothing_is_paid_for_nothing(shop: SmallShop) -> None:
    with pytest.raises(checkout.NothingToPay):
        checkout.take_payment(shop.register, Tender.CASH, 100)
    with pytest.raises(Basket.DoesNotExist):
        checkout.complete(shop.register, new_id(), shop.at_register())
    baskets.attach_customer(shop.register, shop.cashier, shop.welcome())
    basket = baskets.basket_at(shop.register)
    assert basket
    with pytest.raises(checkout.NothingToPay):
        complete(shop, basket)


def test_a_second_click_pays_once(shop: SmallShop) -> None:
    basket = basket_of(shop)
    click = new_id()
    for _ in range(2):
        checkout.take_payment(shop.register, Tender.CASH, 2000, id=click)
    assert checkout.due(basket) == 6900


def test_completing_twice_makes_one_sale(shop: SmallShop) -> None:
    basket = basket_of(shop)
    checkout.take_payment(shop.register, Tender.CASH, 8900)
    first, second = complete(shop, basket), complete(shop, basket)
    assert first.id == second.id == basket.id
    assert Sale.objects.count() == 1
    assert Entry.objects.filter(action="complete_sale").count() == 1


def test_what_is_given_away_is_completed_without_a_payment(shop: SmallShop) -> None:
    basket = basket_of(shop)
    line = baskets.lines_of(basket)[0]
    discounts.give_on_line(shop.register, line.id, ByHand(percent=Decimal(100)))
    assert complete(shop, basket).total == 0


def test_a_price_that_fell_after_the_payment_is_noticed(shop: SmallShop) -> None:
    basket = basket_of(shop)
    checkout.take_payment(shop.register, Tender.CASH, 8900)
    Variant.objects.update(price=8000)
    with pytest.raises(checkout.StillDue) as still:
        complete(shop, basket)
    assert still.value.minor == -900


def test_the_customer_is_on_the_sale_and_was_seen(shop: SmallShop) -> None:
    customer = shop.welcome()
    basket = basket_of(shop)
    baskets.attach_customer(shop.register, shop.cashier, customer)
    checkout.take_payment(shop.register, Tender.CASH, 8900)
    sale = complete(shop, basket)
    customer.refresh_from_db()
    assert (sale.customer, customer.last_visit) == (customer, sale.completed_at)
    told = Change.objects.order_by("-seq").values_list("kind", "object_id")[:2]
    assert set(told) == {("sale", sale.id), ("customer", customer.id)}


prices = st.integers(0, 10**6)
wanted = st.tuples(
    st.integers(0, 3),
    st.integers(1, 50),
    st.one_of(st.none(), st.decimals(0, 100, places=2), st.integers(0, 10**6)),
)


@pytest.mark.parametrize("prices_include_tax", [True, False])
@settings(max_examples=12)
@given(
    given_prices=st.lists(prices, min_size=4, max_size=4),
    lines=st.lists(wanted, min_size=1, max_size=6),
    data=st.data(),
)
def test_a_sale_is_the_sum_of_its_lines_and_of_its_payments(
    shop: SmallShop,
    prices_include_tax: bool,
    given_prices: list[int],
    lines: list[tuple[int, int, Decimal | int | None]],
    data: st.DataObject,
) -> None:
    if not Variant.objects.exists():
        for number, rate in enumerate(("0.2", "0.1", "0.055", "0")):
            shop.stock(f"P{number}", 100, rate)
    variants = list(Variant.objects.order_by("sku"))
    for variant, amount in zip(variants, given_prices, strict=True):
        Variant.objects.filter(id=variant.id).update(price=amount)
        variant.price = amount
    shop.outlet.prices_include_tax = prices_include_tax
    shop.outlet.save()
    Basket.objects.all().delete()
    for choice, quantity, discount in lines:
        line = baskets.put_in(shop.register, shop.cashier, variants[choice], quantity)
        if isinstance(discount, Decimal):
            discounts.give_on_line(shop.register, line.id, ByHand(percent=discount))
        elif discount is not None:
            amount = min(discount, line.quantity * variants[choice].price)
            discounts.give_on_line(shop.register, line.id, ByHand(amount=amount))
    basket = baskets.basket_at(shop.register)
    assert basket
    while (open_amount := checkout.due(basket)) > 0:
        tender = data.draw(st.sampled_from([Tender.CASH, Tender.CARD]))
        most = open_amount if tender == Tender.CARD else open_amount + 10_000
        checkout.take_payment(shop.register, tender, data.draw(st.integers(max(1, open_amount // 3), most)))
    sale = complete(shop, basket)
    sold = list(sale.lines.all())
    assert sale.total == sum(line.total for line in sold) == sale.paid
    assert (sale.net, sale.tax) == (sum(line.net for line in sold), sum(line.tax for line in sold))
    assert all(line.net + line.tax == line.total for line in sold)
    assert sale.change == sum(payment.tendered for payment in sale.payments.all()) - sale.total


@pytest.mark.django_db(transaction=True)
def test_eight_tills_at_once_number_their_receipts_without_a_gap() -> None:
    shop = SmallShop()
    loafer = shop.stock()
    registers = [shop.register, shop.another_register("2"), shop.another_register("3")]

    def sell(number: int) -> None:
        # Several threads sell at each register, as browsers do that stand at the same one.
        register = registers[number % 3]
        try:
            baskets.put_in(register, shop.cashier, loafer)
            while basket := baskets.basket_at(register):
                with suppress(checkout.NothingToPay):
                    checkout.take_payment(register, Tender.CASH, 10**6)
                with suppress(checkout.StillDue, Basket.DoesNotExist):
                    checkout.complete(register, basket.id, Stamp(register.id, shop.cashier.id))
        except baskets.PartlyPaid:
            pass
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(sell, range(48)))
    sold = 0
    for register in registers:
        numbers = list(Sale.objects.filter(register=register).order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        sold += len(numbers)
    assert sold == Sale.objects.count() == Entry.objects.filter(action="complete_sale").count() > 0
    assert not list(verify_all())


@pytest.mark.django_db(transaction=True)
def test_a_double_click_on_complete_makes_one_sale() -> None:
    shop = SmallShop()
    basket = basket_of(shop)
    checkout.take_payment(shop.register, Tender.CASH, 8900)

    def click(_: int) -> str:
        try:
            return complete(shop, basket).receipt_number
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(click, range(8))) == {"1-000001"}
    assert Sale.objects.count() == 1

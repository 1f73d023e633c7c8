from decimal import Decimal

import pytest

from habitue.lib.ids import new_id
from habitue.sales import baskets, checkout, discounts, parking
from habitue.sales.discounts import ByHand
from habitue.sales.models import Basket, Tender
from tests.shop import SmallShop


def test_a_basket_begins_with_its_first_line(shop: SmallShop) -> None:
    assert baskets.basket_at(shop.register) is None
    baskets.put_in(shop.register, shop.cashier, shop.stock())
    basket = baskets.basket_at(shop.register)
    assert basket
    assert [(line.quantity, line.variant.sku) for line in baskets.lines_of(basket)] == [(1, "LOAFER")]
    assert baskets.price(basket).total == 8900


def test_the_same_again_is_one_more_unless_the_line_is_discounted(shop: SmallShop) -> None:
    loafer = shop.stock()
    line = baskets.put_in(shop.register, shop.cashier, loafer)
    assert baskets.put_in(shop.register, shop.cashier, loafer, 2).id == line.id
    discounts.give_on_line(shop.register, line.id, ByHand(percent=Decimal(10)))
    fresh = baskets.put_in(shop.register, shop.cashier, loafer)
    assert (fresh.id != line.id, fresh.quantity) == (True, 1)


@pytest.mark.parametrize("quantity", [0, -1, 10_000])
def test_a_quantity_that_is_a_slip_leaves_the_line_as_it_was(shop: SmallShop, quantity: int) -> None:
    line = baskets.put_in(shop.register, shop.cashier, shop.stock(), 3)
    with pytest.raises(baskets.WrongQuantity):
        baskets.change_quantity(shop.register, line.id, quantity)
    line.refresh_from_db()
    assert line.quantity == 3


@pytest.mark.parametrize("discount", [{"percent": Decimal(101)}, {"percent": Decimal(-1)}, {"amount": 8901}])
def test_a_discount_is_never_more_than_the_line(shop: SmallShop, discount: dict[str, Decimal | int]) -> None:
    line = baskets.put_in(shop.register, shop.cashier, shop.stock())
    with pytest.raises(baskets.WrongDiscount):
        discounts.give_on_line(shop.register, line.id, ByHand(**discount))  # type: ignore[arg-type]  # as the parameters say


def test_a_basket_that_is_partly_paid_keeps_its_lines_and_price(shop: SmallShop) -> None:
    loafer = shop.stock()
    line = baskets.put_in(shop.register, shop.cashier, loafer)
    payment = checkout.take_payment(shop.register, Tender.CASH, 1000)
    for change in (
        lambda: baskets.put_in(shop.register, shop.cashier, loafer),
        lambda: baskets.change_quantity(shop.register, line.id, 2),
        lambda: discounts.give_on_line(shop.register, line.id, ByHand(amount=100)),
        lambda: baskets.remove_line(shop.register, line.id),
        lambda: baskets.empty(shop.register),
        lambda: parking.park(shop.register),
    ):
        with pytest.raises(baskets.PartlyPaid):
            change()
    baskets.attach_customer(shop.register, shop.cashier, shop.welcome())
    checkout.take_back_payment(shop.register, payment.id)
    baskets.remove_line(shop.register, line.id)


def test_a_parked_sale_is_taken_up_at_another_till(shop: SmallShop) -> None:
    second = shop.another_register()
    baskets.put_in(shop.register, shop.cashier, shop.stock())
    baskets.attach_customer(shop.register, shop.cashier, shop.welcome())
    parked = parking.park(shop.register, "red coat")
    assert parked
    assert baskets.basket_at(shop.register) is None
    assert [basket.parked_as for basket in parking.parked_at(second)] == ["red coat"]
    parking.take_up(second, parked.id)
    basket = baskets.basket_at(second)
    assert basket
    assert (basket.id, str(basket.customer), len(baskets.lines_of(basket))) == (parked.id, "Marie Curie", 1)
    assert parking.parked_at(second) == []


def test_what_is_open_is_parked_when_another_is_taken_up(shop: SmallShop) -> None:
    loafer = shop.stock()
    baskets.put_in(shop.register, shop.cashier, loafer)
    first = parking.park(shop.register)
    baskets.put_in(shop.register, shop.cashier, loafer)
    second = baskets.basket_at(shop.register)
    assert first
    assert second
    parking.take_up(shop.register, first.id)
    assert [basket.id for basket in parking.parked_at(shop.register)] == [second.id]


def test_an_empty_basket_is_not_parked(shop: SmallShop) -> None:
    assert parking.park(shop.register) is None
    line = baskets.put_in(shop.register, shop.cashier, shop.stock())
    parked = parking.park(shop.register)
    assert parked
    parking.take_up(shop.register, parked.id)
    baskets.remove_line(shop.register, line.id)
    assert parking.park(shop.register) is None


def test_only_one_till_takes_a_parked_sale_up_and_only_in_its_outlet(shop: SmallShop) -> None:
    second, elsewhere = shop.another_register(), shop.another_register("3", shop.another_outlet())
    baskets.put_in(shop.register, shop.cashier, shop.stock())
    parked = parking.park(shop.register)
    assert parked
    assert parking.parked_at(elsewhere) == []
    with pytest.raises(Basket.DoesNotExist):
        parking.take_up(elsewhere, parked.id)
    parking.take_up(second, parked.id)
    with pytest.raises(Basket.DoesNotExist):
        parking.take_up(shop.register, parked.id)
    with pytest.raises(Basket.DoesNotExist):
        parking.take_up(shop.register, new_id())

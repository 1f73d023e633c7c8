"""Returns and voids at the level of the actions: what comes back, what it is worth, and where it goes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habitue.balances.sums import credit_of, gift_card_of, loyalty_of
from habitue.catalogue.models import Variant
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.lib.parts import part_of
from habitue.sales.actions import CannotVoid, PaymentFacts, void_sale
from habitue.sales.models import Document, Sale, SaleLine, Tender
from habitue.sales.returnable import ReturnedAlready, line_coming_back, returnable
from tests.selling import bring_back, cash, facts, give_points, put_on_card, sell
from tests.shop import SmallShop


@given(amount=st.integers(0, 10**9), parts=st.lists(st.integers(1, 50), min_size=1, max_size=20))
def test_the_parts_of_an_amount_are_together_the_whole(amount: int, parts: list[int]) -> None:
    whole, gone, given_out = sum(parts), 0, 0
    for part in parts:
        given_out += (now := part_of(amount, whole, gone, part))
        gone += part
        assert 0 <= now <= amount
    assert given_out == amount


def test_piece_by_piece_exactly_what_was_paid_comes_back(shop: SmallShop) -> None:
    sale = sell(shop, [facts(shop.stock(price=3334), 3, total=10_000)], cash(10_000))
    back = [bring_back(shop, sale, 1) for _ in range(3)]
    assert [each.total for each in back] == [-3333, -3334, -3333]
    assert sum(each.tax for each in back) == -sale.tax
    assert {each.document for each in back} == {Document.RETURN}
    assert [each.receipt_number for each in back] == ["1-000002", "1-000003", "1-000004"]
    assert all(line.listed - line.off == line.total for line in SaleLine.objects.all())


def test_no_more_comes_back_than_was_sold(shop: SmallShop) -> None:
    sale = sell(shop, [facts(shop.stock(), 2, total=17_800)], cash(17_800))
    bring_back(shop, sale, 1)
    with pytest.raises(ReturnedAlready) as already:
        bring_back(shop, sale, 2)
    assert already.value.left == 1
    out = returnable(sale.id)
    twice = line_coming_back(out[0].line, 1, 1, "fit")
    with pytest.raises(ReturnedAlready):
        sell(shop, [twice, twice], cash(2 * twice.total), document=Document.RETURN)
    assert Sale.objects.count() == 2


def test_what_loyalty_had_paid_goes_back_to_loyalty_and_not_into_the_till(shop: SmallShop) -> None:
    marie = shop.welcome()
    give_points(shop, marie, 500)
    paid = (PaymentFacts(Tender.LOYALTY, 5000, 5000, units=500), cash(3900))
    sale = sell(shop, [facts(shop.stock(), earned=39)], *paid, customer=marie)
    assert loyalty_of(marie.id) == 39
    back = bring_back(shop, sale, 1)
    assert [(each.tender, each.amount) for each in back.payments.all()] == [("loyalty", -5000), ("cash", -3900)]
    assert loyalty_of(marie.id) == 500


def test_points_that_were_spent_are_taken_back_all_the_same(shop: SmallShop) -> None:
    marie, loafer = shop.welcome(), shop.stock()
    first = sell(shop, [facts(loafer, earned=89)], cash(8900), customer=marie)
    sell(shop, [facts(loafer)], PaymentFacts(Tender.LOYALTY, 890, 890, units=89), cash(8010), customer=marie)
    bring_back(shop, first, 1, customer=marie)
    assert loyalty_of(marie.id) == -89


def test_store_credit_goes_back_to_whoever_had_paid_with_it(shop: SmallShop) -> None:
    marie, paul, loafer = shop.welcome(), shop.welcome("Paul"), shop.stock()
    first = sell(shop, [facts(loafer)], cash(8900), customer=marie)
    out = returnable(first.id)
    line = line_coming_back(out[0].line, 0, 1, "mind")
    sell(shop, [line], PaymentFacts(Tender.CREDIT, -8900, -8900), customer=marie, document=Document.RETURN)
    assert credit_of(marie.id) == 8900
    second = sell(shop, [facts(loafer)], PaymentFacts(Tender.CREDIT, 8900, 8900), customer=marie)
    bring_back(shop, second, 1, customer=paul)
    assert (credit_of(marie.id), credit_of(paul.id)) == (8900, 0)


def test_a_gift_card_is_worth_again_what_it_had_paid(shop: SmallShop) -> None:
    card = put_on_card(shop, 5000)
    paid = PaymentFacts(Tender.GIFT_CARD, 5000, 5000, gift_card=card)
    sale = sell(shop, [facts(shop.stock())], paid, cash(3900))
    assert gift_card_of(card) == 0
    bring_back(shop, sale, 1)
    assert gift_card_of(card) == 5000


def test_a_void_undoes_a_sale_as_a_whole_and_once(shop: SmallShop) -> None:
    marie = shop.welcome()
    give_points(shop, marie, 100)
    paid = (PaymentFacts(Tender.LOYALTY, 1000, 1000, units=100), cash(7900))
    sale = sell(shop, [facts(shop.stock(), earned=79)], *paid, customer=marie)
    void = perform(void_sale, shop.at_register(), id=new_id(), sale=sale.id, register=shop.register.id)
    assert (void.total, void.document, void.voids_id) == (-8900, Document.VOID, sale.id)
    assert loyalty_of(marie.id) == 100
    marie.refresh_from_db()
    assert marie.spent == 0
    again = perform(void_sale, shop.at_register(), id=new_id(), sale=sale.id, register=shop.register.id)
    assert again.id == void.id
    assert Sale.objects.count() == 2


def test_what_has_partly_come_back_cannot_be_voided(shop: SmallShop) -> None:
    sale = sell(shop, [facts(shop.stock(), 2, total=17_800)], cash(17_800))
    bring_back(shop, sale, 1)
    with pytest.raises(CannotVoid):
        perform(void_sale, shop.at_register(), id=new_id(), sale=sale.id, register=shop.register.id)


@settings(max_examples=15)
@given(
    total=st.integers(1, 10_000),
    quantity=st.integers(1, 6),
    loyalty=st.tuples(st.integers(0, 300), st.integers(0, 100)),
    data=st.data(),
)
def test_no_order_of_returns_leaves_points_or_money_behind(
    shop: SmallShop, total: int, quantity: int, loyalty: tuple[int, int], data: st.DataObject
) -> None:
    earned, redeemed = loyalty
    marie = shop.welcome()
    loafer = Variant.objects.first() or shop.stock()
    give_points(shop, marie, 1000)
    by_points = total * redeemed // 100
    paid = [PaymentFacts(Tender.LOYALTY, by_points, by_points, units=by_points)] if 0 < by_points <= 1000 else []
    rest = total - sum(each.amount for each in paid)
    sale = sell(
        shop,
        [facts(loafer, quantity, total=total, earned=earned)],
        *paid,
        *([cash(rest)] if rest else []),
        customer=marie,
    )
    left = quantity
    returned = 0
    while left:
        pieces = data.draw(st.integers(1, left))
        back = bring_back(shop, sale, pieces, customer=marie)
        assert back.paid == back.total
        returned += back.total
        left -= pieces
        assert sale.total + returned >= 0
    assert returned == -sale.total
    assert loyalty_of(marie.id) == 1000

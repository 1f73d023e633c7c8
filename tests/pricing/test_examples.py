"""Examples of what books, promotions and discounts make of a price."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from habitue.pricing.basket import Buyer, Circumstances, Discount, PricedBasket, StepKind, Wanted, price_basket
from habitue.pricing.books import LiveBook, OwnPrice, Rule
from habitue.pricing.live import Rules
from habitue.pricing.promotions import LivePromotion, Takes, Targets, Why
from tests.pricing.strategies import BOOT, LOAFER, NOON, POLISH, REGULARS, SHOES, TOTE, piece, promotion

MARIE = Buyer(UUID(int=50), REGULARS)
ON_SHOES = Targets(frozenset({SHOES}))
ON_LOAFERS = Targets(frozenset({LOAFER}))


def cost(
    wanted: list[Wanted],
    *promotions: LivePromotion,
    books: tuple[LiveBook, ...] = (),
    buyer: Buyer = MARIE,
    moment: datetime = NOON,
    best: bool = False,
    discount: Discount | None = None,
    **more: Any,
) -> PricedBasket:
    under = Circumstances(moment, buyer, Rules(books, promotions, best), **more)
    return price_basket(wanted, prices_include_tax=True, under=under, discount=discount or Discount())


def shown(basket: PricedBasket) -> list[int]:
    return [line.shown for line in basket.lines]


def book(name: str, price: int | None = None, percent: str | None = None, **more: Any) -> LiveBook:
    own = [OwnPrice(more.pop("pieces", 1), price, Decimal(percent) if percent else None)]
    return LiveBook(UUID(int=sum(name.encode())), name, prices={LOAFER: own}, **more)


# --- Price books -----------------------------------------------------------------------------------------------------


def test_a_groups_book_is_for_the_group() -> None:
    vip = book("VIP", 7900, group=REGULARS)
    assert shown(cost([piece(LOAFER)], books=(vip,))) == [7900]
    assert shown(cost([piece(LOAFER)], books=(vip,), buyer=Buyer())) == [8900]
    step = cost([piece(LOAFER)], books=(vip,)).lines[0].steps[1]
    assert (step.kind, step.name, step.off, step.rule) == (StepKind.BOOK, "VIP", 1000, vip.id)


@pytest.mark.parametrize(
    ("specific", "general"),
    [
        (book("A group's", 8500, group=REGULARS), book("An outlet's", 8000, at_some_outlets=True)),
        (book("An outlet's", 8500, at_some_outlets=True), book("Until Sunday", 8000, ends_on=date(2026, 11, 22))),
        (book("Until Sunday", 8500, ends_on=date(2026, 11, 22)), book("For ever", 8000, starts_on=date(2026, 11, 1))),
        (book("Later", 8500, starts_on=date(2026, 11, 2)), book("Earlier", 8000, starts_on=date(2026, 11, 1))),
        (book("A", 8500), book("B", 8000)),
    ],
)
def test_the_most_specific_book_counts_or_the_best(specific: LiveBook, general: LiveBook) -> None:
    for books in ((specific, general), (general, specific)):
        assert shown(cost([piece(LOAFER)], books=books)) == [8500]
        assert shown(cost([piece(LOAFER)], books=books, best=True)) == [8000]


def test_a_book_counts_on_its_first_and_its_last_day() -> None:
    day = NOON.date()
    for starts, ends, price in (
        (day, day, 7900),
        (day + timedelta(1), None, 8900),
        (None, day - timedelta(1), 8900),
    ):
        assert shown(cost([piece(LOAFER)], books=(book("VIP", 7900, starts_on=starts, ends_on=ends),))) == [price]


def test_the_greatest_quantity_reached_counts_over_all_lines_of_the_variant() -> None:
    by_the_dozen = LiveBook(
        UUID(int=1),
        "By the dozen",
        prices={POLISH: [OwnPrice(12, 400), OwnPrice(6, None, Decimal(10)), OwnPrice(1, 490)]},
    )
    assert shown(cost([piece(POLISH, 5)], books=(by_the_dozen,))) == [5 * 490]
    assert shown(cost([piece(POLISH, 6)], books=(by_the_dozen,))) == [6 * 445]
    assert shown(cost([piece(POLISH, 6), piece(POLISH, 6)], books=(by_the_dozen,))) == [2400, 2400]


def test_a_variants_own_price_comes_before_the_rules_of_its_book() -> None:
    rules = (Rule(Decimal(20), category=SHOES), Rule(Decimal(30), brand="Mavel"), Rule(Decimal(5)))
    sale = LiveBook(UUID(int=1), "Sale", prices={LOAFER: [OwnPrice(1, 8500)]}, rules=rules)
    basket = cost([piece(LOAFER), piece(BOOT), piece(TOTE)], books=(sale,))
    assert shown(basket) == [8500, 10430, 5699]
    assert [line.steps[1].percent for line in basket.lines] == [None, 30, 5]


def test_a_book_may_make_a_piece_dearer_unless_the_best_price_counts() -> None:
    airport = book("Airport", 9900, at_some_outlets=True)
    basket = cost([piece(LOAFER)], books=(airport,))
    assert (shown(basket), basket.off) == ([9900], -1000)
    assert shown(cost([piece(LOAFER)], books=(airport,), best=True)) == [8900]


# --- Promotions ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("takes", "value", "pays"),
    [(Takes.PERCENT, 20, 7120), (Takes.AMOUNT, 1500, 7400), (Takes.PRICE, 5000, 5000), (Takes.PRICE, 9500, 8900)],
)
def test_what_a_promotion_takes_off_each_piece(takes: Takes, value: int, pays: int) -> None:
    basket = cost([piece(LOAFER, 2), piece(TOTE)], promotion("Autumn", takes, value, buys=ON_LOAFERS))
    assert shown(basket) == [2 * pays, 5999]
    assert basket.promotions == (() if pays == 8900 else ((promotion("Autumn").id, 2),))


def test_each_piece_is_rounded_by_itself() -> None:
    basket = cost([piece(POLISH, 3)], promotion("Care week", value=15, buys=Targets(brands=frozenset({"Brossard"}))))
    assert shown(basket) == [3 * 495 - 3 * 74]


def test_the_third_and_cheapest_is_free() -> None:
    three_for_two = promotion("3 for 2", value=100, buys=ON_SHOES, buy_quantity=2, get_quantity=1)
    assert shown(cost([piece(LOAFER), piece(BOOT)], three_for_two)) == [8900, 14900]
    assert shown(cost([piece(LOAFER), piece(BOOT, 2)], three_for_two)) == [0, 29800]
    assert shown(cost([piece(LOAFER, 4), piece(BOOT, 2)], three_for_two)) == [2 * 8900, 29800]
    assert cost([piece(LOAFER, 9)], three_for_two).promotions == ((three_for_two.id, 3),)


def test_with_shoes_the_polish_is_half_price() -> None:
    care = promotion(
        "Care", value=50, buys=ON_SHOES, gets=Targets(frozenset({POLISH})), buy_quantity=1, get_quantity=1, per_sale=2
    )
    assert shown(cost([piece(LOAFER, 3), piece(POLISH, 3)], care)) == [3 * 8900, 495 + 2 * 247]
    assert shown(cost([piece(POLISH, 3)], care)) == [3 * 495]


def test_what_may_be_bought_or_got_is_not_both() -> None:
    any_for_a_loafer = promotion("Second", value=100, buys=ON_SHOES, gets=ON_LOAFERS, buy_quantity=1, get_quantity=1)
    assert shown(cost([piece(LOAFER, 2)], any_for_a_loafer)) == [8900]
    assert shown(cost([piece(LOAFER, 2), piece(BOOT)], any_for_a_loafer)) == [8900, 14900]
    assert shown(cost([piece(LOAFER, 2), piece(BOOT, 2)], any_for_a_loafer)) == [0, 29800]


def test_the_one_that_takes_most_off_has_the_piece() -> None:
    less, more = promotion("Ten", value=10, buys=ON_SHOES), promotion("Thirty", value=30, buys=ON_LOAFERS)
    assert shown(cost([piece(LOAFER), piece(BOOT)], less, more)) == [6230, 13410]


def test_those_that_combine_add_up_and_never_go_below_nothing() -> None:
    ten, five = promotion("Ten", combines=True), promotion("Five", Takes.AMOUNT, 500, buys=ON_SHOES, combines=True)
    twenty = promotion("Twenty", value=20, buys=ON_SHOES, combines=True)
    assert shown(cost([piece(LOAFER)], five, twenty)) == [8900 - 500 - 1780]
    gift = promotion("Gift", Takes.AMOUNT, 9000, buys=ON_SHOES, combines=True)
    assert shown(cost([piece(LOAFER)], gift, twenty, ten)) == [0]


def test_from_an_amount_on_counted_after_price_books() -> None:
    from_80 = promotion("From 80", Takes.AMOUNT, 1000, spend_from=8000)
    assert shown(cost([piece(LOAFER)], from_80)) == [7900]
    assert shown(cost([piece(LOAFER)], from_80, books=(book("VIP", 7900),))) == [7900]
    card = piece(TOTE, kind="gift_card", asked_price=5000)
    assert shown(cost([piece(TOTE), card], from_80)) == [5999, 5000]


def test_what_is_spent_on_the_pieces_that_are_meant() -> None:
    on_shoes = promotion("Shoes", buys=ON_SHOES, spend_from=9000)
    assert shown(cost([piece(LOAFER), piece(TOTE)], on_shoes)) == [8900, 5999]
    assert shown(cost([piece(LOAFER, 2), piece(TOTE)], on_shoes)) == [16020, 5999]


def test_one_that_combines_leaves_nothing_to_one_that_does_not() -> None:
    twenty, five = (
        promotion("Twenty", value=20, buys=ON_SHOES, combines=True),
        promotion("Five", value=5, buys=ON_SHOES),
    )
    assert shown(cost([piece(LOAFER)], twenty, five)) == [7120]


def test_of_those_on_the_whole_sale_the_best_counts_or_all_that_combine() -> None:
    five, ten, thirty = promotion("Five", Takes.AMOUNT, 500), promotion("Ten"), promotion("Thirty", value=30)
    twenty, more = (promotion(name, value=20, combines=True) for name in ("Twenty", "Another"))
    assert shown(cost([piece(LOAFER)], five, ten)) == [8010]
    assert shown(cost([piece(LOAFER)], ten, twenty)) == [7120]
    assert shown(cost([piece(LOAFER)], thirty, twenty)) == [6230]
    assert shown(cost([piece(LOAFER)], twenty, more)) == [5340]


def test_an_amount_off_the_sale_is_spread_by_what_the_lines_cost() -> None:
    ten_off = promotion("Welcome", Takes.AMOUNT, 1000)
    basket = cost([piece(LOAFER), piece(POLISH), piece(POLISH)], ten_off)
    assert [line.off for line in basket.lines] == [900, 50, 50]
    assert basket.total == 8890
    assert [step.kind for step in basket.lines[0].steps] == [StepKind.LIST, StepKind.SALE_PROMOTION]


def test_a_promotion_on_the_whole_sale_leaves_alone_what_stands_alone() -> None:
    on_loafers, on_all = promotion("Loafers", value=20, buys=ON_LOAFERS), promotion("All", value=10)
    assert shown(cost([piece(LOAFER), piece(BOOT)], on_loafers, on_all)) == [7120, 13410]


def test_extra_loyalty_is_in_proportion_to_the_pieces_that_have_it() -> None:
    triple = promotion("Triple", Takes.LOYALTY, 3, buys=ON_LOAFERS, per_sale=1, combines=True)
    double = promotion("Double", Takes.LOYALTY, 2, combines=True)
    basket = cost([piece(LOAFER, 2), piece(TOTE)], triple, double)
    assert [line.loyalty for line in basket.lines] == [3, 2]
    assert basket.total == 2 * 8900 + 5999


def test_two_promotions_without_loyalty_take_none_away() -> None:
    one, other = (promotion(name, Takes.LOYALTY, 0, combines=True) for name in ("One", "Other"))
    assert [line.loyalty for line in cost([piece(LOAFER)], one, other).lines] == [0]


def test_a_code_is_typed_as_it_comes() -> None:
    coded = promotion("Autumn", code="AUTUMN26")
    assert shown(cost([piece(LOAFER)], coded)) == [8900]
    assert shown(cost([piece(LOAFER)], coded, codes=(" autumn 26",))) == [8010]


def test_one_that_is_used_up_is_not_had() -> None:
    coded = promotion("Autumn", in_total=1)
    assert shown(cost([piece(LOAFER)], coded, used_up=frozenset({coded.id}))) == [8900]


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"starts_at": NOON + timedelta(minutes=1)}, Why.NOT_YET),
        ({"starts_at": NOON, "ends_at": NOON + timedelta(minutes=1)}, None),
        ({"ends_at": NOON}, Why.OVER),
        ({"days": 0b0011111}, Why.ANOTHER_TIME),
        ({"days": 0b0100000}, None),
        ({"from_time": time(12), "until_time": time(14)}, None),
        ({"from_time": time(10), "until_time": time(12)}, Why.ANOTHER_TIME),
        ({"from_time": time(22), "until_time": time(13), "days": 0b0010000}, None),
        ({"from_time": time(22), "until_time": time(13), "days": 0b0100000}, Why.ANOTHER_TIME),
        ({"groups": frozenset({UUID(int=9)})}, Why.NOT_THEIRS),
        ({"groups": frozenset({REGULARS})}, None),
    ],
)
def test_when_and_for_whom_a_promotion_is_live(facts: dict[str, Any], why: Why | None) -> None:
    assert promotion("Autumn", **facts).why_not(MARIE, NOON) == why


def test_what_is_counted_by_customer_needs_one() -> None:
    assert promotion("Once", per_customer=1).why_not(Buyer(), NOON) == Why.NOBODY
    assert promotion("Once", per_customer=1).why_not(MARIE, NOON) is None


# --- By hand ---------------------------------------------------------------------------------------------------------


def test_a_discount_by_hand_is_taken_off_what_the_promotions_left() -> None:
    by = UUID(int=7)
    given = Discount(percent=Decimal(10), by=by, reason="Scratched")
    basket = cost([piece(LOAFER, 1, given)], promotion("Autumn", value=20, buys=ON_SHOES))
    assert shown(basket) == [6408]
    assert [(step.kind, step.off) for step in basket.lines[0].steps] == [
        (StepKind.LIST, 0),
        (StepKind.PROMOTION, 1780),
        (StepKind.MANUAL, 712),
    ]
    assert (basket.lines[0].steps[2].by, basket.lines[0].steps[2].reason) == (by, "Scratched")


def test_a_price_that_was_asked_for_is_touched_by_no_rule() -> None:
    asked = piece(LOAFER, 2, Discount(reason="As in the window"), asked_price=7500)
    basket = cost([asked], promotion("Autumn", value=20), books=(book("VIP", 7900),))
    assert shown(basket) == [15000]
    assert basket.lines[0].steps[1].reason == "As in the window"
    assert shown(cost([piece(LOAFER, asked_price=9900)])) == [9900]


def test_a_discount_on_the_whole_sale_leaves_gift_cards_and_returns_alone() -> None:
    card = piece(TOTE, kind="gift_card", asked_price=5000)
    basket = cost([piece(LOAFER), piece(POLISH), card], discount=Discount(percent=Decimal(10)))
    assert shown(basket) == [8010, 445, 5000]
    # 10 % of 93.95 is 9.395, which is 9.40: 8.90 and 0.495 make 8.90 and 0.50.
    assert [line.off for line in basket.lines] == [890, 50, 0]
    assert shown(cost([piece(LOAFER)], discount=Discount(amount=10_000))) == [0]

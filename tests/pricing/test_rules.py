"""What holds of every price, whatever the rules."""

from collections import Counter
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from habitue.lib.money import round_minor
from habitue.pricing.basket import Circumstances, Discount, PricedBasket, StepKind, Wanted, price_basket
from habitue.pricing.pieces import Pieces
from habitue.pricing.promotions import LivePromotion, Takes
from habitue.pricing.shares import share_of, spread, thousandths
from tests.pricing.strategies import discounts, promotions, ruled_baskets, ruled_lines, underlying


def priced(wanted: list[Wanted], under: Circumstances, discount: Discount, *, included: bool = True) -> PricedBasket:
    return price_basket(wanted, prices_include_tax=included, under=under, discount=discount)


@given(ruled_baskets, underlying, discounts, st.booleans())
def test_the_steps_of_a_price_add_up_to_it(
    wanted: list[Wanted], under: Circumstances, discount: Discount, included: bool
) -> None:
    basket = priced(wanted, under, discount, included=included)
    for line in basket.lines:
        assert line.net + line.tax == line.total
        if line.wanted.given:
            assert line.total == line.wanted.given.total
            continue
        assert line.listed - sum(step.off for step in line.steps) == line.shown
        assert line.shown == (line.total if included else line.net)
        assert line.shown >= 0
        assert line.loyalty >= 0


@given(st.data(), ruled_baskets, underlying, discounts)
def test_the_order_in_which_things_are_put_in_does_not_matter(
    data: st.DataObject, wanted: list[Wanted], under: Circumstances, discount: Discount
) -> None:
    shuffled = data.draw(st.permutations(wanted))
    one, other = priced(wanted, under, discount), priced(shuffled, under, discount)
    assert (one.total, one.tax, one.off, one.taxes) == (other.total, other.tax, other.off, other.taxes)
    assert one.promotions == other.promotions
    assert Counter((each.wanted, each.steps) for each in one.lines) == Counter(
        (each.wanted, each.steps) for each in other.lines
    )


@given(ruled_baskets, underlying, discounts)
def test_only_goods_bear_rules_and_discounts(wanted: list[Wanted], under: Circumstances, discount: Discount) -> None:
    for line in priced(wanted, under, discount).lines:
        if line.wanted.kind != "goods":
            assert line.off == 0
            assert line.total == line.wanted.asked_price
        elif line.wanted.asked_price is not None:
            kinds = {step.kind for step in line.steps}
            assert kinds <= {StepKind.LIST, StepKind.ASKED, StepKind.SALE_MANUAL}


@given(st.lists(ruled_lines.filter(lambda line: line.bears_rules), max_size=5), st.lists(promotions(), max_size=6))
def test_a_piece_of_an_uncombinable_promotion_is_no_others(wanted: list[Wanted], tried: list[LivePromotion]) -> None:
    in_order = sorted(wanted, key=lambda line: line.order)
    pieces = Pieces(in_order, [line.unit_price for line in in_order], [line.keys for line in in_order])
    by_id = {each.id: each for each in tried}
    pieces.apply(by_id.values())
    for runs, line, steps in zip(pieces.runs, in_order, pieces.steps, strict=True):
        assert sum(run.count for run in runs) == line.quantity
        assert all(0 <= run.off <= run.base and run.count > 0 for run in runs)
        assert sum(run.count * run.off for run in runs) == sum(step.off for step in steps)
    for id, times in pieces.times.items():
        assert times <= (by_id[id].per_sale or times)
    alone = {id for id in pieces.times if not by_id[id].combines}
    taken_alone = sum(run.count for runs in pieces.runs for run in runs if run.alone)
    per_time = {id: (each.buy_quantity or 0) + (each.get_quantity or 0) or 1 for id, each in by_id.items()}
    assert taken_alone == sum(pieces.times[id] * per_time[id] for id in alone)


@given(ruled_baskets, underlying)
def test_for_the_best_price_no_book_makes_a_line_dearer(wanted: list[Wanted], under: Circumstances) -> None:
    best = Circumstances(under.moment, under.buyer, type(under.rules)(under.rules.books, (), best=True))
    specific = Circumstances(under.moment, under.buyer, type(under.rules)(under.rules.books, (), best=False))
    whole = [line for line in wanted if line.bears_rules]
    for line, other in zip(
        priced(whole, best, Discount()).lines, priced(whole, specific, Discount()).lines, strict=True
    ):
        book = sum(step.off for step in line.steps if step.kind == StepKind.BOOK)
        assert book >= max(0, sum(step.off for step in other.steps if step.kind == StepKind.BOOK))


@given(st.integers(0, 10**9), st.decimals(0, 100, places=2))
def test_percentages_in_whole_numbers_round_as_all_money_does(minor: int, percent: Decimal) -> None:
    assert share_of(minor, thousandths(percent)) == round_minor(minor * percent / 100)


@given(st.lists(st.integers(0, 10**6), max_size=9), st.data())
def test_what_is_spread_adds_up_and_no_share_gets_more_than_it_has(over: list[int], data: st.DataObject) -> None:
    minor = data.draw(st.integers(0, sum(over)))
    shares = spread(minor, over)
    assert sum(shares) == (minor if sum(over) else 0)
    assert all(0 <= share <= each for share, each in zip(shares, over, strict=True))


@given(ruled_baskets, underlying)
def test_loyalty_promotions_take_nothing_off(wanted: list[Wanted], under: Circumstances) -> None:
    loyal = {each.id for each in under.rules.promotions if each.takes is Takes.LOYALTY}
    for line in priced(wanted, under, Discount()).lines:
        assert all(step.off == 0 for step in line.steps if step.rule in loyal)

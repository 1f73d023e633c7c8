from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habitue.pricing.basket import Discount, Wanted, add_up_taxes, price_basket
from tests.pricing.strategies import baskets, lines

HALF = Decimal("0.5")


@given(baskets, st.booleans())
def test_the_total_is_the_sum_of_its_lines_whatever_the_discounts(wanted: list[Wanted], included: bool) -> None:
    priced = price_basket(wanted, prices_include_tax=included)
    assert priced.total == sum(line.total for line in priced.lines)
    assert priced.net + priced.tax == priced.total
    assert priced.listed - priced.off == sum(line.shown for line in priced.lines)
    for line in priced.lines:
        assert line.net + line.tax == line.total
        assert 0 <= line.off <= line.listed
        assert min(line.net, line.tax, line.total) >= 0


@given(baskets, st.booleans())
def test_the_taxes_by_rate_add_up_to_the_tax(wanted: list[Wanted], included: bool) -> None:
    priced = price_basket(wanted, prices_include_tax=included)
    assert sum(tax.tax for tax in priced.taxes) == priced.tax
    assert sum(tax.net for tax in priced.taxes) == priced.net
    rates = [tax.rate for tax in priced.taxes]
    assert rates == sorted({line.tax_rate for line in wanted}, reverse=True)


@given(lines)
def test_a_price_that_includes_tax_is_what_the_customer_pays(wanted: Wanted) -> None:
    line = price_basket([wanted], prices_include_tax=True).lines[0]
    assert line.total == line.shown
    assert abs(line.tax - line.net * wanted.tax_rate) <= HALF * (1 + wanted.tax_rate)


@given(lines)
def test_a_price_that_excludes_tax_gets_it_on_top(wanted: Wanted) -> None:
    line = price_basket([wanted], prices_include_tax=False).lines[0]
    assert line.net == line.shown
    assert abs(line.tax - line.shown * wanted.tax_rate) <= HALF


@given(st.data(), baskets, st.booleans())
def test_the_order_of_the_lines_does_not_matter(data: st.DataObject, wanted: list[Wanted], included: bool) -> None:
    shuffled = data.draw(st.permutations(wanted))
    one = price_basket(wanted, prices_include_tax=included)
    other = price_basket(shuffled, prices_include_tax=included)
    assert (one.total, one.tax, one.off, one.taxes) == (other.total, other.tax, other.off, other.taxes)


@given(lines, st.booleans())
def test_the_whole_of_a_line_can_be_given_away(wanted: Wanted, included: bool) -> None:
    free = Wanted(wanted.quantity, wanted.unit_price, wanted.tax_rate, Discount(percent=Decimal(100)))
    assert price_basket([free], prices_include_tax=included).total == 0


@pytest.mark.parametrize(
    ("included", "net", "tax", "total"),
    [(True, 7417, 1483, 8900), (False, 8900, 1780, 10680)],
)
def test_twenty_per_cent_of_a_loafer(included: bool, net: int, tax: int, total: int) -> None:
    priced = price_basket([Wanted(1, 8900, Decimal("0.20"))], prices_include_tax=included)
    assert (priced.net, priced.tax, priced.total) == (net, tax, total)


@pytest.mark.parametrize(
    ("wanted", "included", "net", "tax", "total"),
    [
        (Wanted(3, 490, Decimal("0.055"), Discount(percent=Decimal(10))), True, 1254, 69, 1323),
        (Wanted(1, 1999, Decimal("0.08875")), False, 1999, 177, 2176),
        (Wanted(2, 5, Decimal("0.20")), True, 8, 2, 10),
    ],
)
def test_examples_of_rounding(wanted: Wanted, included: bool, net: int, tax: int, total: int) -> None:
    priced = price_basket([wanted], prices_include_tax=included)
    assert (priced.net, priced.tax, priced.total) == (net, tax, total)


def test_several_rates_stand_on_one_receipt() -> None:
    priced = price_basket(
        [
            Wanted(1, 8900, Decimal("0.20"), Discount(percent=Decimal(10))),
            Wanted(2, 490, Decimal("0.20")),
            Wanted(1, 1200, Decimal("0.055"), Discount(amount=200)),
        ],
        prices_include_tax=True,
    )
    assert [(str(tax.rate), tax.net, tax.tax) for tax in priced.taxes] == [("0.20", 7492, 1498), ("0.055", 948, 52)]
    assert (priced.off, priced.total) == (1090, 9990)


def test_rates_that_are_written_differently_are_one() -> None:
    assert len(add_up_taxes([(Decimal("0.2"), 100, 20), (Decimal("0.200000"), 100, 20)])) == 1

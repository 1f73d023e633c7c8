"""What a sale earns a member."""

from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from habitue.balances.earning import Bought, Rates, earned

REGULARS, VIP = UUID(int=1), UUID(int=2)
SHOES, BAGS = UUID(int=11), UUID(int=12)
LOAFER, BOOT = UUID(int=21), UUID(int=22)
A_POINT_A_EURO = Rates(plan=Decimal(1), per=100)


def line(paid: int, product: UUID = LOAFER, brand: str = "Orsay", times: str = "1") -> Bought:
    return Bought(product, brand, SHOES, paid, Decimal(times))


def test_a_point_for_each_euro() -> None:
    assert earned([line(8900)], A_POINT_A_EURO, group=REGULARS) == [89]


def test_the_sum_is_rounded_down_once() -> None:
    assert sum(earned([line(150), line(150)], A_POINT_A_EURO, group=REGULARS)) == 3
    assert sum(earned([line(150), line(149)], A_POINT_A_EURO, group=REGULARS)) == 2


def test_the_most_specific_rate_counts() -> None:
    rates = Rates(Decimal(1), 100, {VIP: Decimal(2)}, {SHOES: Decimal(3)}, {"orsay": Decimal(4)}, {LOAFER: Decimal(5)})
    assert earned([line(100)], rates, group=VIP) == [5]
    assert earned([line(100, BOOT)], rates, group=VIP) == [4]
    assert earned([line(100, BOOT, brand="")], rates, group=VIP) == [3]
    assert earned([Bought(BOOT, "", BAGS, 100)], rates, group=VIP) == [2]
    assert earned([Bought(BOOT, "", None, 100)], rates, group=REGULARS) == [1]


def test_a_rate_of_nothing_is_a_rate() -> None:
    rates = Rates(Decimal(1), 100, products={LOAFER: Decimal(0)})
    assert earned([line(8900), line(1000, BOOT)], rates, group=REGULARS) == [0, 10]


def test_a_tier_and_a_promotion_multiply() -> None:
    assert earned([line(1000, times="3")], A_POINT_A_EURO, group=REGULARS, times=Decimal("1.5")) == [45]


def test_what_is_paid_with_loyalty_earns_nothing() -> None:
    assert earned([line(1000)], A_POINT_A_EURO, group=REGULARS, with_loyalty=400) == [6]
    assert earned([line(1000)], A_POINT_A_EURO, group=REGULARS, with_loyalty=1000) == [0]
    assert earned([line(1000), line(0, BOOT)], A_POINT_A_EURO, group=REGULARS, with_loyalty=2000) == [0, 0]


lines = st.lists(
    st.builds(
        Bought,
        product=st.sampled_from([LOAFER, BOOT]),
        brand=st.sampled_from(["", "Orsay", "ORSAY"]),
        category=st.sampled_from([None, SHOES]),
        paid=st.integers(-5000, 1_000_000),
        times=st.decimals(0, 5, places=2),
    ),
    max_size=20,
)
rate = st.decimals(0, 50, places=3)


@given(lines, rate, st.integers(0, 2_000_000), st.decimals(1, 3, places=2))
def test_lines_earn_what_the_sale_earns(bought: list[Bought], plan: Decimal, loyalty: int, times: Decimal) -> None:
    units = earned(bought, Rates(plan, 100), group=REGULARS, times=times, with_loyalty=loyalty)
    paid = sum(each.paid for each in bought if each.paid > 0)
    kept = Fraction(max(0, paid - loyalty), paid) if paid else 0
    exact = [
        max(0, each.paid) * Fraction(plan) / 100 * Fraction(each.times) * Fraction(times) * kept for each in bought
    ]
    assert sum(units) == int(sum(exact))
    assert all(abs(unit - what) < 1 for unit, what in zip(units, exact, strict=True))


@given(lines, rate, st.integers(0, 1_000_000), st.integers(0, 1_000_000))
def test_paying_more_with_loyalty_never_earns_more(bought: list[Bought], plan: Decimal, less: int, more: int) -> None:
    some = earned(bought, Rates(plan, 100), group=REGULARS, with_loyalty=min(less, more))
    fewer = earned(bought, Rates(plan, 100), group=REGULARS, with_loyalty=max(less, more))
    assert sum(fewer) <= sum(some)

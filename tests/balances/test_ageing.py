"""How old debts are: the oldest are paid first."""

from datetime import date, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from habitue.balances.ageing import Owed, aged, debts

TODAY = date(2026, 3, 31)
days = st.integers(-100, 200).map(lambda back: TODAY - timedelta(days=back))
bought = st.builds(Owed, st.integers(1, 10_000), days)
paid = st.builds(Owed, st.integers(-10_000, 0))
SALES = [uuid4() for _ in range(3)]
sold = st.builds(Owed, st.integers(1, 10_000), days, st.sampled_from(SALES))
came_back = st.builds(Owed, st.integers(-10_000, 0), of=st.frozensets(st.sampled_from(SALES), min_size=1))
anything = st.lists(st.one_of(bought, paid, sold, came_back), max_size=30)
entries = st.lists(st.one_of(bought, paid), max_size=30)


@given(anything)
def test_what_is_open_is_what_is_owed(said: list[Owed]) -> None:
    owed = sum(each.amount for each in said)
    open_debts = debts(said)
    assert sum(debt.left for debt in open_debts) == max(0, owed)
    assert sum(aged(open_debts, TODAY)) == sum(debt.left for debt in open_debts)
    assert all(debt.left > 0 for debt in open_debts)


@given(entries)
def test_the_oldest_are_paid_first(said: list[Owed]) -> None:
    """What is open are the last purchases, of which only the first may be paid in part."""
    purchases = [each for each in said if each.amount > 0]
    open_debts = debts(said)
    last = purchases[len(purchases) - len(open_debts) :]
    assert [debt.due_on for debt in open_debts] == [each.due_on for each in last]
    assert [debt.left for debt in open_debts[1:]] == [each.amount for each in last[1:]]


def test_what_came_back_is_owed_no_more_and_makes_no_old_debt_young() -> None:
    old, new = uuid4(), uuid4()
    said = [
        Owed(169, TODAY - timedelta(days=40), old),
        Owed(-100),
        Owed(172, TODAY + timedelta(days=30), new),
        Owed(-172, of=frozenset({new})),
    ]
    assert aged(debts(said), TODAY) == (0, 0, 69, 0, 0)
    # What was paid of it already pays the oldest.
    said = [Owed(50, TODAY, old), Owed(-40), Owed(30, TODAY, new), Owed(-50, of=frozenset({old}))]
    assert [(debt.left, debt.sale) for debt in debts(said)] == []


def test_how_long_it_has_been_due() -> None:
    said = [Owed(1, TODAY - timedelta(days=late)) for late in (-5, 0, 1, 30, 31, 60, 61, 90, 91)]
    assert aged(debts(said), TODAY) == (2, 2, 2, 2, 1)

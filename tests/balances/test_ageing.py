"""How old debts are: the oldest are paid first."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from habitue.balances.ageing import Owed, aged, debts

TODAY = date(2026, 3, 31)
days = st.integers(-100, 200).map(lambda back: TODAY - timedelta(days=back))
bought = st.builds(Owed, st.integers(1, 10_000), days)
paid = st.builds(Owed, st.integers(-10_000, 0))
entries = st.lists(st.one_of(bought, paid), max_size=30)


@given(entries)
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


def test_how_long_it_has_been_due() -> None:
    said = [Owed(1, TODAY - timedelta(days=late)) for late in (-5, 0, 1, 30, 31, 60, 61, 90, 91)]
    assert aged(debts(said), TODAY) == (2, 2, 2, 2, 1)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habitue.sales.cash import is_odd, quick_amounts


@pytest.mark.parametrize(
    ("due", "currency", "amounts"),
    [
        (3720, "EUR", [3720, 4000, 5000, 10000, 20000]),
        (25752, "EUR", [25752, 26000, 30000, 40000]),
        (980, "EUR", [980, 1000, 2000, 5000, 10000]),
        (2000, "EUR", [2000, 5000, 10000, 20000]),
        (1780, "JPY", [1780, 2000, 5000, 10000]),
        (1, "USD", [1, 100, 500, 1000, 2000]),
        (37_200, "KWD", [37_200, 40_000, 50_000, 100_000]),
    ],
)
def test_what_people_hand_over(due: int, currency: str, amounts: list[int]) -> None:
    assert quick_amounts(due, currency) == amounts


@given(st.integers(1, 10**9), st.sampled_from(["EUR", "USD", "JPY", "KWD", "INR", "HUF"]))
def test_each_covers_what_is_due_and_the_exact_sum_stands_first(due: int, currency: str) -> None:
    amounts = quick_amounts(due, currency)
    assert amounts[0] == due
    assert amounts == sorted(set(amounts))
    assert len(amounts) <= 5


@pytest.mark.parametrize("due", [0, -500])
def test_nobody_hands_over_anything_for_nothing(due: int) -> None:
    assert quick_amounts(due, "EUR") == []


@pytest.mark.parametrize(
    ("given_for", "currency", "odd"),
    [
        ((100_000_000, 1250), "EUR", True),
        ((20_000, 980), "EUR", False),  # a note of 200 for a polish
        ((50_000, 4990), "EUR", True),  # 500 for 50
        ((40_000, 20_100), "EUR", False),  # two notes of 200
        ((60_000, 38_000), "EUR", True),  # one of three was not needed
        ((10_000, 1780), "JPY", False),
        ((100_000, 1780), "JPY", True),
        ((50_000, 1200), "INR", False),
        ((50_000_000, 1200), "INR", True),
        ((5000, 0), "EUR", False),
        ((5000, -300), "EUR", False),
    ],
)
def test_what_is_hardly_given(given_for: tuple[int, int], currency: str, odd: bool) -> None:
    given, due = given_for
    assert is_odd(given, due, currency) is odd


@given(st.integers(1, 10**9), st.sampled_from(["EUR", "USD", "JPY", "KWD", "INR", "HUF"]))
def test_no_quick_amount_is_asked_about(due: int, currency: str) -> None:
    assert not any(is_odd(amount, due, currency) for amount in quick_amounts(due, currency))

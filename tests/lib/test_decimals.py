from decimal import Decimal

import pytest

from habitue.lib.decimals import NotANumber, read_decimal, read_percent


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12,5", "12.5"), ("12.5", "12.5"), (" 1 000 ", "1000"), ("1\u202f000,25", "1000.25"), ("-3", "-3"), ("0", "0")],
)
def test_numbers_are_read_as_people_write_them(typed: str, number: str) -> None:
    assert read_decimal(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["", " ", "a", "1,2,3", "1.000,5", "NaN", "Infinity", "5 %", "½"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(NotANumber):
        read_decimal(typed)


@pytest.mark.parametrize("typed", ["5,5", "5.5 %", "5,5\u202f%", "5,5\xa0%"])
def test_a_percentage_may_say_so(typed: str) -> None:
    assert read_percent(typed) == Decimal("5.5")

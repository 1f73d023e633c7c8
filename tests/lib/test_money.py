import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habitue.lib.money import (
    LARGEST_AMOUNT,
    Money,
    TooLarge,
    WrongAmount,
    decimal_mark,
    major,
    minor_digits,
    parse_amount,
    round_minor,
    show_money,
    show_plain,
    type_amount,
)

NO_BREAK = str.maketrans({"\u202f": " ", "\xa0": " "})
currencies = st.sampled_from(["EUR", "USD", "GBP", "JPY", "KWD", "CHF"])
places = st.sampled_from(
    [("FR", "fr"), ("FR", "en"), ("IE", "en"), ("CH", "fr"), ("DE", "fr"), ("US", "en"), ("IN", "en")]
)
amounts = st.integers(-LARGEST_AMOUNT + 1, LARGEST_AMOUNT - 1)


def plain(text: str) -> str:
    return text.translate(NO_BREAK)


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("12", "EUR", 1200),
        ("12,5", "EUR", 1250),
        ("12.50", "EUR", 1250),
        ("1 234,50", "EUR", 123450),
        ("1\u202f234,50", "EUR", 123450),
        ("1,234.50", "EUR", 123450),
        ("1.234,50", "EUR", 123450),
        ("1'234.50", "CHF", 123450),
        ("1.234", "EUR", 123400),
        ("1,234", "USD", 123400),
        ("1,234,567", "USD", 123456700),
        ("12,34,567.00", "INR", 123456700),
        (",5", "EUR", 50),
        ("5,", "EUR", 500),
        ("€ 12", "EUR", 1200),
        ("12 €", "EUR", 1200),
        ("0.125", "KWD", 125),
        ("0,500", "EUR", 50),
        ("12.5000", "EUR", 1250),
        ("1500", "JPY", 1500),
        ("1,500", "JPY", 1500),
        ("-3", "EUR", -300),
        ("−3", "EUR", -300),
    ],
)
def test_amounts_are_read_as_people_type_them(typed: str, currency: str, minor: int) -> None:
    assert parse_amount(typed, currency) == minor


@pytest.mark.parametrize(
    ("typed", "currency"),
    [
        ("", "EUR"),
        (" ", "EUR"),
        (",", "EUR"),
        ("abc", "EUR"),
        ("12a", "EUR"),
        ("12.3456", "KWD"),
        ("12,3456", "EUR"),
        ("12.5", "JPY"),
        ("--3", "EUR"),
        ("3-", "EUR"),
        ("1,5,3", "EUR"),
        ("1.2.3", "EUR"),
        ("12,,", "EUR"),
        ("1.234,567", "EUR"),
        ("1,234,50", "EUR"),
        ("1e3", "EUR"),
        ("1_000", "EUR"),
        ("١٢", "EUR"),
        ("🙂", "EUR"),
        ("<b>1</b>", "EUR"),
        ("9" * 300 + "x", "EUR"),
        ("1," + "3" * 300, "EUR"),
    ],
)
def test_what_is_no_amount_is_told(typed: str, currency: str) -> None:
    with pytest.raises(WrongAmount):
        parse_amount(typed, currency)


@pytest.mark.parametrize("typed", ["1000000000", "-1000000000", "4006381333931", "1,000,000,000.00", "9" * 300])
def test_an_amount_that_is_only_too_large_is_told_as_such(typed: str) -> None:
    with pytest.raises(TooLarge):
        parse_amount(typed, "EUR")


def test_noughts_in_front_or_behind_make_no_amount_large() -> None:
    assert parse_amount("0" * 60 + "12", "EUR") == parse_amount("12." + "0" * 60, "EUR") == 1200


@given(amounts, currencies, places)
def test_what_is_shown_can_be_typed(minor: int, currency: str, place: tuple[str, str]) -> None:
    money = Money(minor, currency)
    assert parse_amount(type_amount(money, *place), currency) == minor
    assert parse_amount(show_plain(money, *place), currency) == minor


@given(st.text(max_size=30) | st.text("0123456789.,' -−€", max_size=16))
def test_whatever_is_typed_is_an_amount_or_told(typed: str) -> None:
    with contextlib.suppress(WrongAmount):
        assert abs(parse_amount(typed, "EUR")) < LARGEST_AMOUNT


def test_money_is_written_as_the_country_does() -> None:
    assert plain(show_money(Money(123450, "EUR"), "FR", "fr")) == "1 234,50 €"
    assert plain(show_money(Money(123450, "EUR"), "FR", "en")) == "1 234,50 €"
    assert show_money(Money(123450, "EUR"), "IE", "en") == "€1,234.50"
    assert show_money(Money(1500, "JPY"), "JP", "en") in {"¥1,500", "\uffe51,500"}
    assert (decimal_mark("EUR", "FR", "en"), decimal_mark("EUR", "IE", "fr"), decimal_mark("JPY", "JP")) == (
        ",",
        ".",
        "",
    )


halves = st.integers(-(10**9), 10**9).map(lambda whole: whole + Decimal("0.5"))


@given(st.decimals("-1e9", "1e9", places=6) | halves)
def test_half_a_unit_goes_away_from_zero(amount: Decimal) -> None:
    rounded = round_minor(amount)
    assert abs(rounded - amount) <= Decimal("0.5")
    if abs(amount % 1) == Decimal("0.5"):
        assert abs(rounded) > abs(amount)


@given(amounts, currencies)
def test_the_main_unit_is_exact(minor: int, currency: str) -> None:
    assert major(Money(minor, currency)) * 10 ** minor_digits(currency) == minor


def test_two_currencies_do_not_add_up() -> None:
    assert Money(100, "EUR") + Money(50, "EUR") - Money(20, "EUR") == Money(130, "EUR")
    with pytest.raises(ValueError, match="do not add up"):
        Money(1, "EUR") + Money(1, "USD")


@pytest.mark.parametrize(
    ("country", "language"), [("FR", "fr"), ("IE", "en"), ("CH", "fr"), ("DE", "de"), ("SE", "sv")]
)
def test_there_is_one_minus_sign(country: str, language: str) -> None:
    owed = Money(-16_900, "EUR")
    for shown in (show_money(owed, country, language), show_plain(owed, country, language)):
        assert "\u2212" in shown
        assert "-" not in shown
    assert parse_amount(show_plain(owed, country, language), "EUR") == -16_900
    assert type_amount(Money(-500, "EUR"), "FR") == "-5,00"


def test_a_french_shop_owes() -> None:
    assert plain(show_money(Money(-16_900, "EUR"), "FR", "fr")) == "\u2212169,00 €"

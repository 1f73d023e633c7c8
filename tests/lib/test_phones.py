import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from habitue.lib import phones
from habitue.lib.phones import WrongPhone, example_phone, mask_email, mask_phone, parse_phone, show_phone

COUNTRIES = ["FR", "GB", "US", "BE", "CH", "DE", "IT", "ES", "CA", "NL", "LU", "AU", "IE"]


@pytest.mark.parametrize(
    "typed",
    ["0612345678", "06 12 34 56 78", "06.12.34.56.78", "612345678", "+33 (0)6 12 34 56 78", "0033612345678"],
)
def test_any_notation_is_one_number(typed: str) -> None:
    assert parse_phone(typed, "FR") == "+33612345678"


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_example_is_a_number(country: str) -> None:
    assert show_phone(parse_phone(example_phone(country), country), country) == example_phone(country)


@settings(max_examples=500)
@given(
    country=some.sampled_from(COUNTRIES),
    prefix=some.sampled_from(["", "0", "00", "+", "+33", "+44", "+1", "+49", "1", "+41"]),
    number=some.text("0123456789", min_size=5, max_size=12),
    like=some.booleans(),
)
def test_the_short_cut_reads_what_the_library_reads(country: str, prefix: str, number: str, *, like: bool) -> None:
    if like:
        # As long as a number there, and most often one: of those that are made up at random hardly any is.
        example = phonenumbers.example_number(country)
        assert example
        national = phonenumbers.national_significant_number(example)
        number = national[: -len(number[:5])] + number[:5]
    short = phones._parse_at_home(prefix + number, country)
    if short:
        parsed = phonenumbers.parse(prefix + number, country)
        assert phonenumbers.is_valid_number(parsed)
        assert phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) == short


@pytest.mark.parametrize(
    "typed", ["", "123", "061234567", "06123456789", "call me", "+", "+99912345678", "06 12 34 56 7x"]
)
def test_what_cannot_be_dialled_is_wrong(typed: str) -> None:
    with pytest.raises(WrongPhone):
        parse_phone(typed, "FR")


def test_little_is_shown_of_a_phone_and_an_email() -> None:
    assert mask_phone("+33612345678") == "··· 78"
    assert mask_email("marie@orange.fr") == "m···@orange.fr"

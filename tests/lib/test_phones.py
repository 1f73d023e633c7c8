import contextlib

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from habitue.lib.phones import WrongPhone, mask_email, mask_phone, parse_phone, show_phone


@pytest.mark.parametrize(
    "typed", ["0612345678", "06 12 34 56 78", "+33 6 12 34 56 78", "0033612345678", "06.12.34.56.78", "06-12-34-56-78"]
)
def test_every_notation_is_one_number(typed: str) -> None:
    assert parse_phone(typed, "FR") == "+33612345678"


@pytest.mark.parametrize(
    "typed",
    ["123", "", "abc", "06", "06123456789999999", "+999 123456", "06 CALL ME 12", "🙂", "<b>0612345678</b>", "٣"],
)
def test_what_cannot_be_dialled_is_told(typed: str) -> None:
    with pytest.raises(WrongPhone):
        parse_phone(typed, "FR")


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_number_or_told(typed: str) -> None:
    with contextlib.suppress(WrongPhone):
        assert phonenumbers.is_valid_number(phonenumbers.parse(parse_phone(typed, "FR")))


def test_a_number_is_shown_as_the_country_writes_it() -> None:
    assert show_phone("+33612345678", "FR") == "06 12 34 56 78"
    assert show_phone("+33612345678", "IE") == "+33 6 12 34 56 78"
    assert show_phone("what an import left", "FR") == "what an import left"


def test_masks_tell_namesakes_apart_and_no_more() -> None:
    assert mask_phone("+33612345678") == "··· 78"
    assert mask_email("marie.curie@example.com") == "m···@example.com"
    assert (mask_phone(""), mask_email(""), mask_email("no address")) == ("", "", "")

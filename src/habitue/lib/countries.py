"""What is known of each country: its name, its currency, its time zones; so that few questions have to be asked."""

from functools import cache
from importlib.resources import files

from babel import Locale
from babel.core import get_global
from babel.numbers import get_territory_currencies

from habitue.lib.text import fold

type Choices = list[tuple[str, str]]

# The tz database lists a country's zones from east to west or from place to place; these come first to its people.
_FIRST_ZONES = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "GL": "America/Nuuk",
    "RU": "Europe/Moscow",
}


@cache
def zones_by_country() -> dict[str, list[str]]:
    """The time zones of each country that has a currency of use, the most likely one first."""
    found: dict[str, list[str]] = {}
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    for line in table.splitlines():
        if not line.startswith("#"):
            country, _place, zone, *_remark = line.split("\t")
            found.setdefault(country, []).append(zone)
    for country, zone in _FIRST_ZONES.items():
        found[country].remove(zone)
        found[country].insert(0, zone)
    return {country: zones for country, zones in sorted(found.items()) if get_territory_currencies(country)}


@cache
def countries(language: str) -> Choices:
    """Codes (ISO 3166-1) and names in `language`, in the order of a dictionary."""
    names = Locale.parse(language).territories
    return sorted(((code, names[code]) for code in zones_by_country() if code in names), key=lambda each: fold(each[1]))


@cache
def currencies(language: str) -> Choices:
    """Codes (ISO 4217) and names in `language` of the currencies that are in use somewhere."""
    names = Locale.parse(language).currencies
    codes = {code for country in zones_by_country() for code in get_territory_currencies(country)}
    return [(code, f"{code}, {names[code]}") for code in sorted(codes) if code in names]


@cache
def time_zones() -> Choices:
    """Every time zone that a shop can be in, by its name."""
    zones = sorted({zone for zones in zones_by_country().values() for zone in zones})
    return [(zone, zone.replace("_", " ")) for zone in zones]


def currency_of(country: str) -> str:
    return str(get_territory_currencies(country)[0]) if country in zones_by_country() else "EUR"


def time_zone_of(country: str) -> str:
    return zones_by_country().get(country, ["UTC"])[0]


def likely_country(accept_language: str) -> str:
    """The country of a browser's first language: "fr-BE,fr;q=0.8" is Belgium's, "fr" is France's."""
    first = accept_language.partition(",")[0].partition(";")[0].strip()
    language, *rest = first.replace("_", "-").split("-")
    region = rest[-1].upper() if rest else get_global("likely_subtags").get(language.lower(), "").rpartition("_")[2]
    return region if region in zones_by_country() else "FR"

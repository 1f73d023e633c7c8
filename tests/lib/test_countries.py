from zoneinfo import ZoneInfo

import pytest

from habitue.lib.countries import (
    countries,
    currencies,
    currency_of,
    likely_country,
    time_zone_of,
    time_zones,
    zones_by_country,
)


def test_countries_have_names_in_the_language_in_its_order() -> None:
    french = countries("fr")
    assert ("DE", "Allemagne") in french
    assert [code for code, _name in french].index("US") < [code for code, _name in french].index("VN")
    assert french.index(("EG", "Égypte")) < french.index(("FR", "France"))
    assert ("DE", "Germany") in countries("en")


def test_every_country_has_a_currency_and_time_zones_that_exist() -> None:
    offered = dict(currencies("en"))
    for country, zones in zones_by_country().items():
        assert currency_of(country) in offered
        assert all(ZoneInfo(zone) for zone in zones)
    assert {code for code, _name in time_zones()} >= {time_zone_of(country) for country in zones_by_country()}


@pytest.mark.parametrize(
    ("country", "zone"), [("FR", "Europe/Paris"), ("US", "America/New_York"), ("AU", "Australia/Sydney")]
)
def test_the_likeliest_time_zone_comes_first(country: str, zone: str) -> None:
    assert time_zone_of(country) == zone


@pytest.mark.parametrize(
    ("asked", "country"),
    [
        ("fr-BE,fr;q=0.8", "BE"),
        ("fr", "FR"),
        ("en", "US"),
        ("de-AT;q=1", "AT"),
        ("zh-Hans-CN", "CN"),
        ("", "FR"),
        ("*", "FR"),
        ("xx-<b>", "FR"),
    ],
)
def test_a_browser_says_where_it_is(asked: str, country: str) -> None:
    assert likely_country(asked) == country

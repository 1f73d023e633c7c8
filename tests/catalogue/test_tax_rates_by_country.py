from decimal import Decimal

import pytest
from django.utils import translation

from habitue.catalogue.models import TaxRate
from habitue.catalogue.tax_rates_by_country import _RATES, prices_include_tax, proposed_rates


def test_the_standard_rate_stands_first() -> None:
    rates = proposed_rates("FR")
    assert [each.rate for each in rates] == [Decimal("0.2"), Decimal("0.1"), Decimal("0.055"), Decimal("0.021")]
    assert rates[0].name == "Standard rate"


def test_where_tax_comes_on_top_of_prices() -> None:
    assert prices_include_tax("FR")
    assert not prices_include_tax("US")
    assert not prices_include_tax("CA")


def test_an_unknown_country_gets_a_rate_to_begin_with() -> None:
    assert [each.rate for each in proposed_rates("ZZ")] == [Decimal(0)]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("country", sorted(_RATES))
def test_each_proposal_can_be_stored(country: str, language: str) -> None:
    with translation.override(language):
        rates = proposed_rates(country)
    assert len({each.name for each in rates}) == len(rates)
    for each in rates:
        TaxRate(name=each.name, rate=each.rate).clean_fields(exclude=["retired_at"])

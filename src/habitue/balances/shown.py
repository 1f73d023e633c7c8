"""Loyalty in words: units as people say them."""

from babel.numbers import format_decimal
from django.utils.translation import get_language, ngettext

from habitue.balances.models import LoyaltyPlan, LoyaltyUnit
from habitue.lib.money import Money, local_manner, show_money, with_minus


def show_units(plan: LoyaltyPlan, units: int, currency: str, country: str) -> str:
    """ "420 points", or "4,20 €" where loyalty is money."""
    language = get_language() or ""
    if plan.unit == LoyaltyUnit.MONEY:
        return show_money(Money(units, currency), country, language)
    count = with_minus(format_decimal(units, locale=local_manner(country, language)))
    return ngettext("%(count)s point", "%(count)s points", abs(units)) % {"count": count}

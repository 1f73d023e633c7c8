"""Loyalty as the till shows it: on the customer's card, and as a way of paying."""

from typing import Any

from django.utils.translation import get_language

from habitue.balances.loyalty import the_plan
from habitue.balances.shown import show_units
from habitue.lib.clock import now
from habitue.lib.money import Money, type_amount
from habitue.sales.checkout import Open
from habitue.sales.earning import earned_now
from habitue.sales.redeeming import offer
from habitue.stores.access import TillRequest
from habitue.stores.shop import the_currency


def loyalty_on_offer(request: TillRequest, at: Open) -> dict[str, Any]:
    """For the payment page: what the sale earns, what loyalty may pay, and that amount as it would be typed."""
    units, _day = earned_now(at.basket, at.lines, at.priced, list(at.basket.payments.all()), now())
    found = offer(at)
    if found is None:
        return {"earns": sum(units)}
    country = request.register.outlet.country
    typed = type_amount(Money(found.amount, the_currency()), country, get_language() or "")
    return {"earns": sum(units), "loyalty": found, "loyalty_typed": typed, "loyalty_plan": found.plan}


def show_loyalty(request: TillRequest, units: int) -> str:
    return show_units(the_plan(), units, the_currency(), request.register.outlet.country)

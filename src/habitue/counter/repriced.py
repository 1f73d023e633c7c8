"""Changing whose sale it is, or its codes, and what that changes at the prices; in words where part is paid already."""

from collections.abc import Callable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from habitue.lib.money import Money, show_money
from habitue.sales import baskets
from habitue.sales.models import Tender
from habitue.sales.repricing import Repricing, repricing
from habitue.stores.access import TillRequest
from habitue.stores.shop import the_currency


def reprice[T](request: TillRequest, act: Callable[[], T]) -> tuple[T | None, Repricing | None, str]:
    """What `act` returned, what it changed at the prices, and why it could not be done; that is empty when it was."""
    try:
        return *repricing(request.register, act), ""
    except baskets.PaidMore as more:
        said = _("The sale would cost %(total)s, but %(paid)s is paid already. Take the payment back first.")
        return None, None, said % {"total": in_money(request, more.total), "paid": in_money(request, more.paid)}
    except baskets.PaidFromBalance as paid:
        said = _("This customer has paid a part of it: %(tender)s. Take that payment back first.")
        return None, None, said % {"tender": Tender(paid.tender).label}
    except baskets.PaysWhatTheyOwe:
        said = _("This customer pays what they owe. Remove that line first, then take another customer.")
        return None, None, said


def in_money(request: TillRequest, minor: int) -> str:
    currency = the_currency()
    return show_money(Money(minor, currency), request.register.outlet.country, get_language() or "")

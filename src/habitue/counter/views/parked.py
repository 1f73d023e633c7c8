"""Sales that were put aside, for any till of the outlet to take up again."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from habitue.lib.text import squeeze
from habitue.pricing.basket import PricedBasket
from habitue.sales import baskets, parking
from habitue.sales.models import Basket
from habitue.stores.access import TillRequest, at_till, go


@dataclass(frozen=True, slots=True)
class Parked:
    basket: Basket
    priced: PricedBasket


@require_http_methods(["GET", "POST"])
@at_till
def park(request: TillRequest) -> HttpResponse:
    """Asks by which name the sale shall be known; then it is put aside."""
    if request.method == "GET":
        basket = baskets.basket_at(request.register)
        return render(request, "counter/park.html") if basket else _nothing_to_park(request)
    try:
        basket = parking.park(request.register, squeeze(request.POST.get("label", "")))
    except baskets.PartlyPaid:
        return _partly_paid(request)
    if basket is None:
        return _nothing_to_park(request)
    messages.success(request, _("The sale is parked. Any till of this outlet can take it up."))
    return go(request, "counter:sell")


@require_GET
@at_till
def parked(request: TillRequest) -> HttpResponse:
    waiting = [Parked(basket, baskets.price(basket)) for basket in parking.parked_at(request.register)]
    return render(request, "counter/parked.html", {"waiting": waiting})


@require_POST
@at_till
def take_up(request: TillRequest, basket_id: UUID) -> HttpResponse:
    try:
        parking.take_up(request.register, basket_id)
    except Basket.DoesNotExist:
        messages.error(request, _("Another till has taken that sale up already."))
        return go(request, "counter:parked")
    except baskets.PartlyPaid:
        return _partly_paid(request)
    return go(request, "counter:sell")


def _nothing_to_park(request: TillRequest) -> HttpResponse:
    messages.info(request, _("There is nothing to park: the basket is empty."))
    return go(request, "counter:sell")


def _partly_paid(request: TillRequest) -> HttpResponse:
    messages.error(request, _("Something is already paid on this sale. Complete it, or remove the payments first."))
    return go(request, "counter:pay")

"""Trying prices: who, where, how many, and of what; then what each book asks and the till would take."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.finding import found_products
from habitue.backoffice.forms.price_trial import PriceTrialForm
from habitue.backoffice.trying import try_price
from habitue.pricing.live import plain_code
from habitue.stores.access import StaffRequest, in_office
from habitue.stores.models import Outlet


@in_office(*roles.PRICES_READ)
@require_http_methods(["GET", "POST"])
def price_trial(request: StaffRequest) -> HttpResponse:
    form = PriceTrialForm(request.POST or None, initial={"outlet": Outlet.objects.earliest("id")})
    context: dict[str, Any] = {"form": form}
    if form.is_valid() and (variant := form.cleaned_data["variant"]):
        said = form.cleaned_data
        codes = (plain_code(said["code"]),) if said["code"] else ()
        group = said["group"] and said["group"].id
        context["trial"] = try_price(variant, said["outlet"], group, codes, said["quantity"])
    return render(request, "backoffice/price_trial.html", context, status=422 if form.errors else 200)


@in_office(*roles.PRICES_READ)
@require_POST
def price_trial_find(request: StaffRequest) -> HttpResponse:
    typed = request.POST.get("q", "")[:200]
    context = {"typed": typed.strip(), "found": found_products(typed)}
    return render(request, "backoffice/price_trial_found.html", context)

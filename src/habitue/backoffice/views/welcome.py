"""The first run: a few answers, and the shop is open."""

from typing import Any

from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from habitue.backoffice.forms.welcome import WelcomeForm, proposals, proposed_anew
from habitue.catalogue.actions import create_tax_rate
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.countries import likely_country, zones_by_country
from habitue.lib.database import writing
from habitue.lib.ids import new_id
from habitue.stores.access import go, sign_in_office
from habitue.stores.actions import open_shop
from habitue.stores.models import Shop, Staff


@never_cache
@sensitive_post_parameters("password", "pin")
@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    if Shop.objects.exists():
        return go(request, "backoffice:home")
    if request.method == "GET":
        country = likely_country(request.headers.get("Accept-Language", ""))
        language = get_language() or "en"
        form = WelcomeForm(initial={**proposals(country, language), "language": language})
        return render(request, "backoffice/welcome.html", {"form": form})
    form = WelcomeForm(request.POST)
    if not form.is_valid():
        return render(request, "backoffice/welcome.html", {"form": form}, status=422)
    owner = _open(form)
    if owner:
        sign_in_office(request, owner)
    return go(request, "backoffice:next")


@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """The part of the form that depends on country and language, as it should stand after another one was chosen."""
    if Shop.objects.exists():
        return go(request, "backoffice:home")
    typed: dict[str, Any] = {name: request.POST.get(name, "") for name in request.POST}
    if not {"country", "language", "proposed_for", "currency", "time_zone"} <= typed.keys():
        return redirect("welcome")
    if typed["proposed_for"] not in zones_by_country():
        typed["proposed_for"] = likely_country("")
    typed["prices_include_tax"] = "prices_include_tax" in typed
    return render(request, "backoffice/welcome.html#proposals", {"form": WelcomeForm(initial=proposed_anew(typed))})


def _open(form: WelcomeForm) -> Staff | None:
    """Open the shop with its tax rates, all or nothing; None when somebody else was first."""
    answers = form.cleaned_data
    node, owner = new_id(), new_id()
    with writing(), translation.override(answers["language"]):
        if Shop.objects.exists():
            return None
        perform(
            open_shop,
            Stamp(stream=node, by=owner),
            node=node,
            name=answers["shop_name"],
            currency=answers["currency"],
            language=answers["language"],
            outlet=new_id(),
            country=answers["country"],
            time_zone=answers["time_zone"],
            prices_include_tax=answers["prices_include_tax"],
            register=new_id(),
            register_name=gettext("Register 1"),
            owner=owner,
            owner_name=answers["owner_name"],
            password=make_password(answers["password"]),
            pin=make_password(answers["pin"]),
        )
        for name, rate in form.tax_rates:
            perform(create_tax_rate, Stamp(stream=node, by=owner), id=new_id(), name=name, rate=rate)
        return Staff.objects.get(id=owner)

"""Promotions: the list, and the page on which one is made, changed, retired or brought back."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.chips import Chip, chips_of, known_targets
from habitue.backoffice.finding import found_places, found_products
from habitue.backoffice.forms.book_prices import percent_typed
from habitue.backoffice.forms.promotions import PromotionForm, days_of
from habitue.backoffice.meanwhile import telling
from habitue.backoffice.minted import minted_id
from habitue.backoffice.standing import Standing, standing_of
from habitue.journal.perform import perform
from habitue.lib.money import Money, show_plain
from habitue.pricing.actions import bring_back_promotion, change_promotion, create_promotion, retire_promotion
from habitue.pricing.live import plain_code
from habitue.pricing.models import Promotion, Takes
from habitue.pricing.sentences import Manner, names_in, rule_of, sentence
from habitue.stores.access import StaffRequest, go, in_office, office_stamp
from habitue.stores.models import Outlet
from habitue.stores.shop import the_currency

ORDER = (Standing.LIVE, Standing.CLOSED, Standing.PLANNED, Standing.OVER, Standing.RETIRED)


@in_office(*roles.PRICES)
@require_GET
def promotions(request: StaffRequest) -> HttpResponse:
    """The live ones first, then those of another hour, those to come, those that are over, and the retired ones."""
    found = Promotion.objects.prefetch_related("targets", "groups", "outlets").annotate(used=Count("uses"))
    rules = {promotion.id: rule_of(promotion) for promotion in found.order_by("name")}
    names, manner = names_in(rules.values()), _manner()
    rows = [(promotion, standing_of(promotion), sentence(rules[promotion.id], names, manner)) for promotion in found]
    rows.sort(key=lambda row: (ORDER.index(row[1]), row[0].name.casefold()))
    return render(request, "backoffice/promotions.html", {"rows": rows})


@in_office(*roles.PRICES)
@require_http_methods(["GET", "POST"])
def promotion_new(request: StaffRequest) -> HttpResponse:
    id = minted_id(request)
    if Promotion.objects.filter(id=id).exists():
        return go(request, "backoffice:promotions")
    form = PromotionForm(request.POST or None, initial={"days": days_of(127)}, manner=_manner())
    form.targets = known_targets(request.POST.getlist("target"))
    if form.is_valid():
        with telling(form):
            perform(create_promotion, office_stamp(request), id=id, rule=form.rule())
            messages.success(request, _("%(name)s is made.") % form.cleaned_data)
            return go(request, "backoffice:promotions")
    return _form(request, form, {"new_id": id})


@in_office(*roles.PRICES)
@require_http_methods(["GET", "POST"])
def promotion(request: StaffRequest, promotion_id: UUID) -> HttpResponse:
    found = get_object_or_404(Promotion.objects.prefetch_related("groups", "outlets", "targets"), id=promotion_id)
    manner, rule = _manner(), rule_of(found)
    form = PromotionForm(request.POST or None, initial=_initial(found, manner), manner=manner, promotion=found)
    form.targets = known_targets(request.POST.getlist("target")) if request.POST else rule.targets
    if form.is_valid():
        with telling(form):
            perform(change_promotion, office_stamp(request), id=found.id, rule=form.rule())
            messages.success(request, _("Saved."))
            return go(request, "backoffice:promotions")
    context = {
        "promotion": found,
        "standing": standing_of(found),
        "said": sentence(rule, names_in([rule]), manner),
        "used": found.uses.count(),
    }
    return _form(request, form, context)


@in_office(*roles.PRICES)
@require_POST
def promotion_retire(request: StaffRequest, promotion_id: UUID) -> HttpResponse:
    found = get_object_or_404(Promotion, id=promotion_id)
    perform(retire_promotion, office_stamp(request), id=found.id)
    messages.success(request, _("%(name)s is retired: no sale gets it any more.") % {"name": found.name})
    return go(request, "backoffice:promotion", found.id)


@in_office(*roles.PRICES)
@require_POST
def promotion_bring_back(request: StaffRequest, promotion_id: UUID) -> HttpResponse:
    found = get_object_or_404(Promotion, id=promotion_id)
    perform(bring_back_promotion, office_stamp(request), id=found.id)
    messages.success(request, _("%(name)s is given again.") % {"name": found.name})
    return go(request, "backoffice:promotion", found.id)


@in_office(*roles.PRICES)
@require_POST
def promotion_find(request: StaffRequest) -> HttpResponse:
    """What a promotion can be on: categories, brands, products and variants by what is typed."""
    typed = request.POST.get("q", "")[:200]
    part = "get" if request.POST.get("part") == "get" else "buy"
    places, products = found_places(typed), found_products(typed)
    context = {"part": part, "typed": typed.strip(), "places": places, "found": products}
    return render(request, "backoffice/promotion_found.html", context)


@in_office(*roles.PRICES)
@require_POST
def promotion_sentence(request: StaffRequest) -> HttpResponse:
    """What the page says so far, in one sentence; nothing while something is missing."""
    return render(request, "backoffice/promotion_said.html", {"said": _said(request)})


def _said(request: StaffRequest) -> str:
    """Its name does not matter, and its code may be one that is taken."""
    manner = _manner()
    form = PromotionForm({**request.POST.dict(), **_lists(request), "name": "-", "code": ""}, manner=manner)
    form.targets = known_targets(request.POST.getlist("target"))
    if not form.is_valid():
        return ""
    rule = replace(form.rule(), code=plain_code(request.POST.get("code", "")[:24]))
    return sentence(rule, names_in([rule]), manner)


def _lists(request: StaffRequest) -> dict[str, list[str]]:
    return {name: request.POST.getlist(name) for name in ("groups", "outlets", "days")}


def _initial(found: Promotion, manner: Manner) -> dict[str, Any]:
    initial: dict[str, Any] = {name: getattr(found, name) for name in PromotionForm.base_fields if hasattr(found, name)}
    initial |= {"groups": list(found.groups.all()), "outlets": list(found.outlets.all()), "days": days_of(found.days)}
    for name, at in (("starts_on", found.starts_at), ("ends_on", found.ends_at)):
        initial[name] = at and at.astimezone(manner.zone).date()
    if found.takes in {Takes.PERCENT, Takes.LOYALTY}:
        initial["value"] = percent_typed(found.value, manner.country)
    else:
        initial["value"] = show_plain(Money(int(found.value), manner.currency), manner.country)
    if found.spend_from is not None:
        initial["spend_from"] = show_plain(Money(found.spend_from, manner.currency), manner.country)
    return initial


def _form(request: StaffRequest, form: PromotionForm, context: dict[str, Any]) -> HttpResponse:
    chips: list[Chip] = chips_of(form.targets)
    context |= {"form": form, "chips": chips}
    if request.method == "POST":
        context["said"] = _said(request)
    return render(request, "backoffice/promotion.html", context, status=422 if form.errors else 200)


def _manner() -> Manner:
    outlet = Outlet.objects.earliest("id")
    return Manner(the_currency(), outlet.country, outlet.zone)

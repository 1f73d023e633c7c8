"""The shop's loyalty: the plan with its words, the other rates, the tiers, and what a receipt says of balances."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.forms.loyalty import HowMuchForm, PlanForm, RateForm, ReceiptForm, TierForm, written
from habitue.backoffice.home import home_country
from habitue.backoffice.minted import minted_id
from habitue.balances.actions import (
    GivenRate,
    GivenTier,
    UnitStays,
    set_balance_policy,
    set_loyalty_plan,
    set_loyalty_rates,
    set_loyalty_tiers,
)
from habitue.balances.loyalty import the_plan
from habitue.balances.models import LoyaltyEntry, LoyaltyMember, LoyaltyRate, LoyaltyTier
from habitue.balances.policy import the_policy
from habitue.journal.perform import perform
from habitue.stores.access import StaffRequest, go, in_office, office_stamp
from habitue.stores.shop import the_currency


@in_office(*roles.LOYALTY)
@require_http_methods(["GET", "POST"])
def loyalty(request: StaffRequest) -> HttpResponse:
    form = _plan_form(request.POST or None)
    if form.is_valid():
        try:
            perform(set_loyalty_plan, office_stamp(request), **form.payload())
        except UnitStays:
            # Somebody has earned the first unit since the form was read.
            form.full_clean()
        else:
            messages.success(request, _("Saved."))
            return go(request, "backoffice:loyalty")
    return _page(request, form)


@in_office(*roles.LOYALTY)
@require_POST
def loyalty_receipt(request: StaffRequest) -> HttpResponse:
    form = ReceiptForm(request.POST)
    if form.is_valid():
        months = the_policy().gift_card_months
        perform(set_balance_policy, office_stamp(request), **form.cleaned_data, gift_card_months=months)
        messages.success(request, _("Saved."))
    return go(request, "backoffice:loyalty")


@in_office(*roles.LOYALTY)
@require_http_methods(["GET", "POST"])
def loyalty_rate_new(request: StaffRequest) -> HttpResponse:
    id = minted_id(request)
    if LoyaltyRate.objects.filter(id=id).exists():
        return go(request, "backoffice:loyalty")
    form = RateForm(request.POST or None)
    if form.is_valid():
        perform(set_loyalty_rates, office_stamp(request), rates=[*_rates(), form.given(id)])
        messages.success(request, _("Saved."))
        return go(request, "backoffice:loyalty")
    return _form(request, "backoffice/loyalty_rate.html", {"form": form, "new_id": id})


@in_office(*roles.LOYALTY)
@require_http_methods(["GET", "POST"])
def loyalty_rate(request: StaffRequest, rate_id: UUID) -> HttpResponse:
    """How much it is; what it is for stays."""
    rate = get_object_or_404(LoyaltyRate.objects.select_related("group", "category", "product"), id=rate_id)
    form = HowMuchForm(request.POST or None, initial={"rate": written(rate.rate)})
    if form.is_valid():
        rates = [replace(each, rate=form.cleaned_data["rate"]) if each.id == rate.id else each for each in _rates()]
        perform(set_loyalty_rates, office_stamp(request), rates=rates)
        messages.success(request, _("Saved."))
        return go(request, "backoffice:loyalty")
    return _form(request, "backoffice/loyalty_rate.html", {"form": form, "rate": rate})


@in_office(*roles.LOYALTY)
@require_POST
def loyalty_rate_remove(request: StaffRequest, rate_id: UUID) -> HttpResponse:
    kept = [rate for rate in _rates() if rate.id != rate_id]
    perform(set_loyalty_rates, office_stamp(request), rates=kept)
    messages.success(request, _("The rate is removed. What was earned by it stays."))
    return go(request, "backoffice:loyalty")


@in_office(*roles.LOYALTY)
@require_http_methods(["GET", "POST"])
def loyalty_tier_new(request: StaffRequest) -> HttpResponse:
    id = minted_id(request)
    if LoyaltyTier.objects.filter(id=id).exists():
        return go(request, "backoffice:loyalty")
    form = TierForm(request.POST or None, currency=the_currency(), country=home_country())
    if form.is_valid():
        perform(set_loyalty_tiers, office_stamp(request), tiers=[*_tiers(), form.given(id)])
        messages.success(request, _("Saved."))
        return go(request, "backoffice:loyalty")
    return _form(request, "backoffice/loyalty_tier.html", {"form": form, "new_id": id})


@in_office(*roles.LOYALTY)
@require_http_methods(["GET", "POST"])
def loyalty_tier(request: StaffRequest, tier_id: UUID) -> HttpResponse:
    tier = get_object_or_404(LoyaltyTier, id=tier_id)
    form = TierForm(request.POST or None, currency=the_currency(), country=home_country(), tier=tier)
    if form.is_valid():
        others = [each for each in _tiers() if each.id != tier.id]
        perform(set_loyalty_tiers, office_stamp(request), tiers=[*others, form.given(tier.id)])
        messages.success(request, _("Saved."))
        return go(request, "backoffice:loyalty")
    return _form(request, "backoffice/loyalty_tier.html", {"form": form, "tier": tier})


@in_office(*roles.LOYALTY)
@require_POST
def loyalty_tier_remove(request: StaffRequest, tier_id: UUID) -> HttpResponse:
    kept = [tier for tier in _tiers() if tier.id != tier_id]
    perform(set_loyalty_tiers, office_stamp(request), tiers=kept)
    messages.success(request, _("The tier is removed. What was earned in it stays."))
    return go(request, "backoffice:loyalty")


def _page(request: StaffRequest, form: PlanForm) -> HttpResponse:
    policy = the_policy()
    shows = {name: getattr(policy, name) for name in ReceiptForm.base_fields}
    context = {
        "form": form,
        "loyalty_plan": form.plan,
        "unit_stays": LoyaltyEntry.objects.exists(),
        "rates": LoyaltyRate.objects.select_related("group", "category", "product").order_by("id"),
        "tiers": LoyaltyTier.objects.all(),
        "members": LoyaltyMember.objects.filter(left_at=None, customer__merged_into=None).count(),
        "receipt": ReceiptForm(initial=shows),
    }
    return _form(request, "backoffice/loyalty.html", context)


def _form(request: StaffRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, status=422 if context["form"].errors else 200)


def _plan_form(data: Any) -> PlanForm:
    return PlanForm(data, plan=the_plan(), currency=the_currency(), country=home_country())


def _rates() -> list[GivenRate]:
    return [
        GivenRate(
            id=each.id,
            rate=each.rate,
            group=each.group_id,
            product=each.product_id,
            category=each.category_id,
            brand=each.brand,
        )
        for each in LoyaltyRate.objects.order_by("id")
    ]


def _tiers() -> list[GivenTier]:
    found = LoyaltyTier.objects.order_by("spent")
    return [GivenTier(id=each.id, name=each.name, spent=each.spent, multiplier=each.multiplier) for each in found]

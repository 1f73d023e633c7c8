"""The rates of tax that products bear."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.forms.tax_rates import TaxRateForm
from habitue.backoffice.meanwhile import telling
from habitue.backoffice.minted import minted_id
from habitue.backoffice.retiring import retire
from habitue.catalogue.actions import bring_back_tax_rate, change_tax_rate, create_tax_rate, retire_tax_rate
from habitue.catalogue.models import TaxRate
from habitue.journal.perform import perform
from habitue.stores.access import StaffRequest, go, in_office, office_stamp


@in_office(*roles.PRODUCTS)
@require_GET
def tax_rates(request: StaffRequest) -> HttpResponse:
    on_sale = Count("products", filter=Q(products__retired_at=None))
    return render(
        request,
        "backoffice/tax_rates.html",
        {
            "tax_rates": TaxRate.objects.filter(retired_at=None).annotate(on_sale=on_sale),
            "retired": TaxRate.objects.exclude(retired_at=None),
        },
    )


@in_office(*roles.PRODUCTS)
@require_http_methods(["GET", "POST"])
def tax_rate_new(request: StaffRequest) -> HttpResponse:
    id = minted_id(request)
    if TaxRate.objects.filter(id=id).exists():
        return go(request, "backoffice:tax_rates")
    form = TaxRateForm(request.POST or None)
    if form.is_valid():
        with telling(form):
            perform(create_tax_rate, office_stamp(request), id=id, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return go(request, "backoffice:tax_rates")
    return _form(request, form, {"new_id": id})


@in_office(*roles.PRODUCTS)
@require_http_methods(["GET", "POST"])
def tax_rate(request: StaffRequest, tax_rate_id: UUID) -> HttpResponse:
    found = get_object_or_404(TaxRate, id=tax_rate_id)
    percent = f"{(found.rate * 100).normalize():f}"
    form = TaxRateForm(request.POST or None, initial={"name": found.name, "rate": percent}, tax_rate=found)
    if form.is_valid():
        with telling(form):
            perform(change_tax_rate, office_stamp(request), id=found.id, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return go(request, "backoffice:tax_rates")
    return _form(request, form, {"tax_rate": found})


@in_office(*roles.PRODUCTS)
@require_POST
def tax_rate_retire(request: StaffRequest, tax_rate_id: UUID) -> HttpResponse:
    found = get_object_or_404(TaxRate, id=tax_rate_id)
    retire(
        request,
        retire_tax_rate,
        found,
        lambda count: ngettext(
            "%(count)d product on sale bears %(name)s. Give it another rate, or retire it, first.",
            "%(count)d products on sale bear %(name)s. Give them another rate, or retire them, first.",
            count,
        ),
    )
    return go(request, "backoffice:tax_rate", found.id)


@in_office(*roles.PRODUCTS)
@require_POST
def tax_rate_bring_back(request: StaffRequest, tax_rate_id: UUID) -> HttpResponse:
    found = get_object_or_404(TaxRate, id=tax_rate_id)
    perform(bring_back_tax_rate, office_stamp(request), id=found.id)
    messages.success(request, _("%(name)s can be chosen again.") % {"name": found.name})
    return go(request, "backoffice:tax_rate", found.id)


def _form(request: StaffRequest, form: TaxRateForm, context: dict[str, Any]) -> HttpResponse:
    return render(request, "backoffice/tax_rate.html", {"form": form, **context}, status=422 if form.errors else 200)

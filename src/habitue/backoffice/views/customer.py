"""Each customer's record, and a new one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from habitue.backoffice import roles
from habitue.backoffice.home import home_country
from habitue.backoffice.meanwhile import telling
from habitue.backoffice.minted import minted_id
from habitue.customers.actions import GivenAnswer, change_customer, create_customer, record_consents
from habitue.customers.consent_form import ConsentForm
from habitue.customers.duplicates import likely_duplicates
from habitue.customers.forms import CustomerForm
from habitue.customers.models import Customer, Way
from habitue.customers.search import field_of
from habitue.journal.perform import perform
from habitue.lib.database import writing
from habitue.lib.ids import new_id
from habitue.sales.models import Sale
from habitue.stores.access import StaffRequest, go, in_office, office_stamp
from habitue.stores.models import Shop

LAST_SALES = 8


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def customer_new(request: StaffRequest) -> HttpResponse:
    """A new customer; what the box did not find (`q`, by POST) stands in the field it belongs to."""
    country, language = home_country(), Shop.objects.values_list("language", flat=True).get()
    if request.method == "GET" or "q" in request.POST:
        typed = request.POST.get("q", "")
        initial = {"cards" if name == "card" else name: text for name, text in field_of(typed, country).items()}
        form = CustomerForm(country=country, language=language, initial=initial)
        return _form(request, form, new_id=new_id(), consents=ConsentForm(language=language))
    id = minted_id(request)
    if Customer.objects.filter(id=id).exists():
        return go(request, "backoffice:customer", id)
    form = CustomerForm(request.POST, country=country, language=language)
    ticks = ConsentForm(request.POST, language=language)
    if not (form.is_valid() and ticks.is_valid()):
        return _form(request, form, new_id=id, consents=ticks)
    asked = form.cleaned_data
    alike = likely_duplicates(phone=asked["phone"], email=asked["email"], cards=asked["cards"], country=country)
    if alike and "anyway" not in request.POST:
        return _form(request, form, alike=alike, new_id=id, consents=ticks)
    with telling(form):
        with writing():
            created = perform(create_customer, office_stamp(request), id=id, **form.payload())
            _record(request, created, ticks.answers(id))
        messages.success(request, _("%(name)s is a customer now.") % {"name": created.name})
        return go(request, "backoffice:customer", created.id)
    return _form(request, form, new_id=id, consents=ticks)


def _record(request: StaffRequest, customer: Customer, answers: list[GivenAnswer]) -> None:
    """What was ticked when the customer was written down."""
    if answers:
        perform(
            record_consents,
            office_stamp(request),
            customer=customer.id,
            answers=answers,
            way=Way.OFFICE,
            language=customer.language,
        )


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def customer(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    known = Customer.objects.select_related("created_by", "created_register__outlet", "group")
    found = get_object_or_404(known, id=customer_id)
    form = CustomerForm(request.POST or None, country=home_country(), language=found.language, customer=found)
    if form.is_valid():
        with telling(form):
            perform(change_customer, office_stamp(request), id=found.id, **form.payload())
            messages.success(request, _("Saved."))
            return go(request, "backoffice:customer", found.id)
    last_sales = Sale.objects.filter(customer=found).order_by("-completed_at")[:LAST_SALES]
    return _form(request, form, customer=found, sales=last_sales)


def _form(
    request: StaffRequest, form: CustomerForm, *, alike: list[Customer] | None = None, **more: Any
) -> HttpResponse:
    ticks: ConsentForm | None = more.get("consents")
    refused = bool(form.errors or alike or (ticks and ticks.errors))
    return render(
        request, "backoffice/customer.html", {"form": form, "alike": alike, **more}, status=422 if refused else 200
    )

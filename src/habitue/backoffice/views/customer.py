"""Each customer's record, and a new one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.home import home_country
from habitue.backoffice.meanwhile import telling
from habitue.backoffice.minted import minted_id
from habitue.backoffice.timeline import timeline_of
from habitue.catalogue.models import Kind
from habitue.contacts.addresses import lines_of
from habitue.customers.actions import GivenAnswer, change_customer, create_customer, record_consents
from habitue.customers.birthdays import show_birthday
from habitue.customers.brought import kept_aside_of
from habitue.customers.consent_form import ConsentForm
from habitue.customers.duplicates import likely_duplicates
from habitue.customers.following import who_is_now
from habitue.customers.models import Customer, Invoicing, Way
from habitue.customers.search import field_of
from habitue.customers.whole_form import WholeCustomerForm
from habitue.journal.perform import perform
from habitue.lib.database import writing
from habitue.lib.ids import new_id
from habitue.sales.models import Sale, SaleLine
from habitue.stores.access import StaffRequest, go, in_office, office_stamp
from habitue.stores.shop import the_language

LAST_SALES = 5


@in_office(*roles.CUSTOMERS)
@require_POST
def customer_new_typed(request: StaffRequest) -> HttpResponse:
    """The form for a new customer, with what the box did not find in the field it belongs to."""
    found = field_of(request.POST.get("q", ""), home_country())
    return _empty(request, {"cards" if name == "card" else name: text for name, text in found.items()})


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def customer_new(request: StaffRequest) -> HttpResponse:
    if request.method == "GET":
        return _empty(request)
    country, language = home_country(), the_language()
    id = minted_id(request)
    if Customer.objects.filter(id=id).exists():
        return go(request, "backoffice:customer", id)
    form = WholeCustomerForm(request.POST, country=country, language=language)
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


def _empty(request: StaffRequest, initial: dict[str, str] | None = None) -> HttpResponse:
    language = the_language()
    form = WholeCustomerForm(country=home_country(), language=language, initial=initial)
    return _form(request, form, new_id=new_id(), consents=ConsentForm(language=language))


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
    """The record: its form, what stands beside it, and what happened."""
    known = Customer.objects.select_related("created_by", "created_register__outlet", "group")
    found = get_object_or_404(known, id=customer_id)
    if found.merged_into_id:
        now = who_is_now(found)
        messages.info(request, _("This record was merged: it is %(name)s's now.") % {"name": now.name})
        return go(request, "backoffice:customer", now.id)
    country = home_country()
    form = WholeCustomerForm(request.POST or None, country=country, language=found.language, customer=found)
    if form.is_valid():
        with telling(form):
            perform(change_customer, office_stamp(request), id=found.id, **form.payload())
            messages.success(request, _("Saved."))
            return go(request, "backoffice:customer", found.id)
    timeline = timeline_of(found, country, request.GET.get("before", ""))
    context = {"form": form, "customer": found, "timeline": timeline, **beside(found, country)}
    return render(request, "backoffice/customer.html", context, status=422 if form.errors else 200)


@in_office(*roles.CUSTOMERS)
@require_GET
def customer_timeline(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    """One page of what happened, to go on from the page before."""
    found = get_object_or_404(Customer.objects.select_related("created_by", "created_register__outlet"), id=customer_id)
    timeline = timeline_of(found, home_country(), request.GET.get("before", ""))
    return render(request, "backoffice/customer_timeline.html", {"customer": found, "timeline": timeline})


def beside(customer: Customer, home: str) -> dict[str, Any]:
    """What stands beside the form, each with an edit of its own."""
    language = get_language() or "en"
    addresses = [(address, lines_of(address, home, language)) for address in customer.addresses.all()]
    invoicing = Invoicing.objects.filter(customer=customer).first()
    billed_at = next((lines for each, lines in addresses if invoicing and each.id == invoicing.address_id), [])
    sales = Sale.objects.filter(customer=customer)
    return {
        "addresses": addresses,
        "invoicing": invoicing,
        "invoice_lines": billed_at,
        "persons": customer.persons.all(),
        "bought": _bought(customer),
        "last_sales": sales.order_by("-completed_at", "-id")[:LAST_SALES],
        "kept_aside": kept_aside_of(customer),
        "birthday": show_birthday(customer.birthday, home, language) if customer.birthday else "",
    }


def _bought(customer: Customer) -> int:
    """In how many sales that stand they have bought goods; gift cards and what they paid of what they owe are none."""
    bought = SaleLine.objects.filter(sale__customer=customer, kind=Kind.GOODS, quantity__gt=0, of_sale=None)
    goods = bought.filter(sale__void=None)
    return goods.aggregate(count=Count("sale", distinct=True))["count"] or 0


def _form(
    request: StaffRequest, form: WholeCustomerForm, *, alike: list[Customer] | None = None, **more: Any
) -> HttpResponse:
    ticks: ConsentForm | None = more.get("consents")
    refused = bool(form.errors or alike or (ticks and ticks.errors))
    return render(
        request, "backoffice/customer_new.html", {"form": form, "alike": alike, **more}, status=422 if refused else 200
    )

"""The one box at the till, and the form over the sale. Searches are posted: names are in no URL."""

import json
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from habitue.counter.answers import put_at
from habitue.counter.customer_rows import alike_rows, drawn, rows, shown_name
from habitue.counter.views.attaching import attached, show_customer, where_asked
from habitue.counter.views.consents import record
from habitue.counter.whose import of_a_customer_here
from habitue.customers.actions import change_customer, create_customer
from habitue.customers.codes import plain
from habitue.customers.consent_form import ConsentForm
from habitue.customers.duplicates import likely_duplicates
from habitue.customers.following import customer_now, customer_or_404
from habitue.customers.forms import CustomerForm
from habitue.customers.models import Customer
from habitue.customers.search import field_of, find_keys, listed, recent_keys
from habitue.journal.perform import perform
from habitue.lib.database import writing
from habitue.lib.ids import new_id, uuid_or_none
from habitue.sales.receipts import customer_of_receipt
from habitue.stores.access import TillRequest, at_till, till_stamp
from habitue.stores.keystrokes import at_keystroke
from habitue.stores.shop import the_language

MOST_TYPED = 200


@require_POST
@at_keystroke
def find(request: TillRequest) -> HttpResponse:
    """At most twenty rows for what is typed, the best first; the customers of late when nothing is."""
    typed = request.POST.get("q", "").strip()[:MOST_TYPED]
    outlet = request.register.outlet
    if typed:
        keys = find_keys(typed, country=outlet.country)
        if of_receipt := customer_of_receipt(typed):
            keys = [of_receipt.search_key, *(key for key in keys if key != of_receipt.search_key)][:20]
    else:
        keys = recent_keys()
    return HttpResponse(drawn(rows(listed(keys), typed, outlet), typed))


ORDER = ("first_name", "last_name", "phone", "email", "postcode", "cards")


@require_POST
@at_till
def new(request: TillRequest) -> HttpResponse:
    """An empty form, or one with what was typed or scanned in the field where it belongs."""
    start = field_of(request.POST.get("q", "")[:MOST_TYPED], request.register.outlet.country)
    card = request.POST.get("card", "")[:MOST_TYPED] or start.pop("card", "")
    if card:
        start["cards"] = card
    form = CustomerForm(initial=start, **_manner(request))
    empty = next((name for name in (*ORDER, *form.fields) if name in form.fields and not start.get(name)), "")
    if empty:
        form.fields[empty].widget.attrs["autofocus"] = True
    context = {"form": form, "consents": _ticks(request), "id": new_id(), "where": where_asked(request)}
    return render(request, "counter/customer_form.html", context)


@require_POST
@at_till
def create(request: TillRequest) -> HttpResponse:
    """The new customer is saved and attached; a second click attaches the same one."""
    id = uuid_or_none(request.POST.get("id")) or new_id()
    if there := customer_now(id):
        return attached(request, there)
    form, ticks = CustomerForm(request.POST, **_manner(request)), _ticks(request, request.POST)
    if form.is_valid() and ticks.is_valid():
        try:
            with writing():
                register = request.register.id
                customer = perform(create_customer, till_stamp(request), id=id, register=register, **form.payload())
                if answers := ticks.answers(id):
                    record(request, customer, answers)
        except IntegrityError:
            # Another till was quicker with the same code or card: read again, the form says whose it is now.
            form = CustomerForm(request.POST, **_manner(request))
            form.full_clean()
        else:
            return attached(request, customer)
    return _refuse(request, form, id, consents=ticks)


@require_http_methods(["GET", "POST"])
@at_till
@of_a_customer_here
def change(request: TillRequest, customer_id: UUID) -> HttpResponse:
    """The record of the sale's customer, over the sale."""
    customer = customer_or_404(customer_id)
    if request.method == "GET":
        return _open(request, customer)
    if customer.id != customer_id:
        # What was typed into a record that was merged meanwhile is not said of the other: they are shown it first.
        answer = put_at("#dialog-place", _open(request, customer), "innerHTML")
        told = _("This record was merged meanwhile: it is %(name)s's now.") % {"name": shown_name(customer)}
        answer.headers["HX-Trigger"] = json.dumps({"show-message": {"text": told, "kind": "error"}})
        return answer
    form = CustomerForm(request.POST, customer=customer, **_manner(request))
    if form.is_valid():
        try:
            customer = perform(change_customer, till_stamp(request), id=customer.id, **form.payload())
        except IntegrityError:
            form = CustomerForm(request.POST, customer=customer, **_manner(request))
            form.full_clean()
        else:
            return show_customer(request, _("%(name)s is saved") % {"name": shown_name(customer)})
    return _refuse(request, form, customer.id, changed=customer)


@require_POST
@at_till
def alike(request: TillRequest) -> HttpResponse:
    """Who has the phone, e-mail or card that is being typed already."""
    return _show_alike(request)


def offer_card(request: TillRequest, code: str, holder: Customer | None) -> HttpResponse:
    """A card was scanned while the form is open: whose it is already, or an offer to make it the new customer's."""
    return put_at("#alike", _show_alike(request, code, holder), "innerHTML")


def _show_alike(request: TillRequest, code: str = "", holder: Customer | None = None) -> HttpResponse:
    outlet = request.register.outlet
    typed = {name: request.POST.get(name, "")[:MOST_TYPED] for name in ("phone", "email", "cards")}
    exclude = uuid_or_none(request.POST.get("changed"))
    if code:
        found = [holder] if holder and holder.id != exclude else []
    else:
        cards = typed["cards"].split(",")
        found = likely_duplicates(
            phone=typed["phone"], email=typed["email"], cards=cards, country=outlet.country, exclude=exclude
        )
    context = {
        "alike": alike_rows(found, typed["phone"], typed["email"], outlet),
        "offered": plain(code) if code and not found and not holder else "",
        "changed": exclude,
        "where": where_asked(request),
    }
    return render(request, "counter/customer_form.html#alike", context)


def _open(request: TillRequest, customer: Customer) -> HttpResponse:
    """The form with the record as it is."""
    form = CustomerForm(customer=customer, **_manner(request))
    context = {"form": form, "id": customer.id, "changed": customer, "where": where_asked(request)}
    return render(request, "counter/customer_form.html", context)


def _refuse(request: TillRequest, form: CustomerForm, id: UUID, **more: Any) -> HttpResponse:
    """What was typed stays, with what is wrong beside it."""
    context = {"form": form, "id": id, "where": where_asked(request), **more}
    return put_at("#customer-form", render(request, "counter/customer_form.html#form", context, status=422))


def _ticks(request: TillRequest, sent: Any = None) -> ConsentForm:
    """What a new customer agrees to, at the foot of the form."""
    return ConsentForm(sent, language=_manner(request)["language"], auto_id="customer_%s")


def _manner(request: TillRequest) -> dict[str, Any]:
    """How phones are read here, and the language in which a new customer is written to unless another is chosen."""
    language = the_language()
    country = request.register.outlet.country
    return {"country": country, "language": language, "auto_id": "customer_%s", "at_till": True}

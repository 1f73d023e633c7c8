"""The customers: the list, and the one box above it."""

from dataclasses import asdict
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.asked import address_of, asked_of, to_the_list
from habitue.backoffice.box import found_in_box
from habitue.backoffice.columns import COLUMNS, SORTED_BY, choose_columns, chosen_columns
from habitue.backoffice.forms.contacts import ContactsForm
from habitue.customers.listing import filing
from habitue.customers.listing.narrowing import Narrowed, page_of
from habitue.customers.models import Customer, Group
from habitue.stores.access import StaffRequest, in_office

FILED_HERE = 1000
"""So many changes are filed before the list is shown; more than that, an import's, are the worker's to file."""
FOUND = 20


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def customers(request: StaffRequest) -> HttpResponse:
    """The list by GET; by POST what the box finds, because what is typed there must not stand in an address."""
    typed = request.POST.get("q", "").strip()
    shown = _found(typed) if typed else _listed(request, ContactsForm(asked_of(request)))
    return _page(request, {"typed": typed, **shown}, part="#list" if request.headers.get("HX-Request") else "")


@in_office(*roles.CUSTOMERS)
@require_POST
def narrow(request: StaffRequest) -> HttpResponse:
    """To the list, narrowed as the form above it says; or the form again, with what is wrong."""
    form = ContactsForm(request.POST)
    if form.is_valid():
        return to_the_list(request, address_of(request, request.POST, form.typed))
    return _page(request, _listed(request, form), status=422)


@in_office(*roles.CUSTOMERS)
@require_POST
def find(request: StaffRequest) -> HttpResponse:
    """Customers to choose from, whose sales are then listed."""
    typed = request.POST.get("q", "").strip()
    return render(request, "backoffice/customer_choices.html", {"found": found_in_box(typed, limit=8), "typed": typed})


@in_office(*roles.CUSTOMERS)
@require_POST
def columns(request: StaffRequest) -> HttpResponse:
    """Which columns the reader's list has, from now on and in this browser; the list stays where it is."""
    choose_columns(request, request.POST.getlist("column"))
    return to_the_list(request, QueryDict(request.POST.get("narrowed", "")).urlencode())


def _found(typed: str) -> dict[str, Any]:
    # The search reads no more than the till shows.
    ids = [customer.id for customer in found_in_box(typed, limit=FOUND)]
    whole = Customer.objects.select_related("group", "created_register__outlet").in_bulk(ids)
    return {"rows": [whole[id] for id in ids if id in whole]}


def _page(request: StaffRequest, shown: dict[str, Any], *, part: str = "", status: int = 200) -> HttpResponse:
    chosen = chosen_columns(request)
    context = {
        "columns": [(column, COLUMNS[column], column in SORTED_BY) for column in chosen],
        "all_columns": [(column, label, column in chosen) for column, label in COLUMNS.items()],
        "groups": Group.objects.in_use().order_by("name"),
        **shown,
    }
    return render(request, f"backoffice/customers.html{part}", context, status=status)


def _listed(request: StaffRequest, form: ContactsForm) -> dict[str, Any]:
    filing.catch_up(FILED_HERE)
    narrowed = form.narrowed
    page = page_of(
        narrowed,
        form.order,
        falling=form.falling,
        before=request.GET.get("before", ""),
        after=request.GET.get("after", ""),
    )
    return {
        "form": form,
        "page": page,
        "rows": page.rows,
        "order": form.order,
        "falling": form.falling,
        "narrowed": asdict(narrowed) != asdict(Narrowed()),
        "filing": filing.behind(),
        "orders": {name: _arrow(form, name) for name in ("name", *SORTED_BY)},
    }


def _arrow(form: ContactsForm, name: str) -> str:
    if form.order != name:
        return ""
    return "descending" if form.falling else "ascending"

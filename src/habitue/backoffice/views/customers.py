"""The customers: the list, and the one box above it."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.home import home_country
from habitue.backoffice.paging import Order, Page, page_of
from habitue.customers.models import Customer
from habitue.customers.search import find_customers
from habitue.stores.access import StaffRequest, in_office

LATEST_FIRST = Order("seen_on", "search_key", date.fromisoformat, int, id_grows=False)


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def customers(request: StaffRequest) -> HttpResponse:
    """The list by GET; by POST what the box finds, because what is typed there must not stand in an address."""
    typed = request.POST.get("q", "").strip()
    if typed:
        page = Page([found.customer for found in find_customers(typed, country=home_country(), limit=20)], "", "")
    else:
        given = request.GET
        page = page_of(
            Customer.objects.all(), LATEST_FIRST, before=given.get("before", ""), after=given.get("after", "")
        )
    part = "#list" if request.headers.get("HX-Request") else ""
    return render(request, f"backoffice/customers.html{part}", {"page": page, "typed": typed})


@in_office(*roles.CUSTOMERS)
@require_POST
def find(request: StaffRequest) -> HttpResponse:
    """Customers to choose from, whose sales are then listed."""
    typed = request.POST.get("q", "").strip()
    found = [each.customer for each in find_customers(typed, country=home_country(), limit=8)] if typed else []
    return render(request, "backoffice/customer_choices.html", {"found": found, "typed": typed})

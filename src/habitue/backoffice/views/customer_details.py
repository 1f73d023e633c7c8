"""What stands beside a customer's record: addresses, contact persons and invoicing, each with a page of its own."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.home import home_country
from habitue.backoffice.minted import minted_id
from habitue.contacts.forms import AddressForm, ContactPersonForm
from habitue.customers.actions import (
    add_address,
    add_contact_person,
    change_address,
    change_contact_person,
    change_invoicing,
    remove_address,
    remove_contact_person,
)
from habitue.customers.billing_form import InvoicingForm
from habitue.customers.following import customer_or_404
from habitue.customers.models import Customer, CustomerAddress, CustomerPerson
from habitue.customers.particulars import called, written
from habitue.journal.perform import perform
from habitue.stores.access import StaffRequest, go, in_office, office_stamp


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def customer_address_new(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    of, id = customer_or_404(customer_id), minted_id(request)
    form = AddressForm(request.POST or None, home=home_country())
    if form.is_valid():
        perform(add_address, office_stamp(request), id=id, customer=of.id, **form.payload())
        return _saved(request, of)
    return _show(request, form, of, _("New address"), new_id=id)


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def customer_address(request: StaffRequest, customer_id: UUID, address_id: UUID) -> HttpResponse:
    of = customer_or_404(customer_id)
    changed = get_object_or_404(CustomerAddress, id=address_id, customer=of)
    form = AddressForm(request.POST or None, home=home_country(), address=changed)
    if form.is_valid():
        perform(change_address, office_stamp(request), id=changed.id, **form.payload())
        return _saved(request, of)
    removes = reverse("backoffice:customer_address_remove", args=(of.id, changed.id))
    return _show(request, form, of, _("Address"), removes=removes, called=written(changed))


@in_office(*roles.CUSTOMERS)
@require_POST
def customer_address_remove(request: StaffRequest, customer_id: UUID, address_id: UUID) -> HttpResponse:
    of = customer_or_404(customer_id)
    perform(remove_address, office_stamp(request), id=address_id, customer=of.id)
    return _removed(request, of)


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def customer_person_new(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    of, id = customer_or_404(customer_id), minted_id(request)
    form = ContactPersonForm(request.POST or None, home=home_country())
    if form.is_valid():
        perform(add_contact_person, office_stamp(request), id=id, customer=of.id, **form.payload())
        return _saved(request, of)
    return _show(request, form, of, _("New contact person"), new_id=id)


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def customer_person(request: StaffRequest, customer_id: UUID, person_id: UUID) -> HttpResponse:
    of = customer_or_404(customer_id)
    changed = get_object_or_404(CustomerPerson, id=person_id, customer=of)
    form = ContactPersonForm(request.POST or None, home=home_country(), person=changed)
    if form.is_valid():
        perform(change_contact_person, office_stamp(request), id=changed.id, **form.payload())
        return _saved(request, of)
    removes = reverse("backoffice:customer_person_remove", args=(of.id, changed.id))
    return _show(request, form, of, changed.name, removes=removes, called=called(changed))


@in_office(*roles.CUSTOMERS)
@require_POST
def customer_person_remove(request: StaffRequest, customer_id: UUID, person_id: UUID) -> HttpResponse:
    of = customer_or_404(customer_id)
    perform(remove_contact_person, office_stamp(request), id=person_id, customer=of.id)
    return _removed(request, of)


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def customer_invoicing(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    of = customer_or_404(customer_id)
    form = InvoicingForm(request.POST or None, home=home_country(), customer=of)
    if form.is_valid():
        perform(change_invoicing, office_stamp(request), customer=of.id, **form.payload())
        return _saved(request, of)
    return _show(request, form, of, _("Invoicing"))


def _saved(request: StaffRequest, of: Customer) -> HttpResponse:
    messages.success(request, _("Saved."))
    return go(request, "backoffice:customer", of.id)


def _removed(request: StaffRequest, of: Customer) -> HttpResponse:
    messages.success(request, _("Removed."))
    return go(request, "backoffice:customer", of.id)


def _show(
    request: StaffRequest,
    form: Form,
    of: Customer,
    title: str,
    *,
    new_id: UUID | None = None,
    removes: str = "",
    called: str = "",
) -> HttpResponse:
    context = {"form": form, "customer": of, "title": title, "new_id": new_id, "removes": removes, "called": called}
    return render(request, "backoffice/customer_part.html", context, status=422 if form.errors else 200)

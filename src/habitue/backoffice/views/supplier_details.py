"""Where a supplier is, and whom to ask for there: each with a page of its own."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.home import home_country
from habitue.backoffice.minted import minted_id
from habitue.contacts.actions import (
    keep_supplier_address,
    keep_supplier_person,
    remove_supplier_address,
    remove_supplier_person,
)
from habitue.contacts.forms import AddressForm, ContactPersonForm
from habitue.contacts.models import Supplier, SupplierAddress, SupplierPerson, Use
from habitue.journal.perform import perform
from habitue.stores.access import StaffRequest, go, in_office, office_stamp


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def supplier_address(request: StaffRequest, supplier_id: UUID, address_id: UUID | None = None) -> HttpResponse:
    of = get_object_or_404(Supplier, id=supplier_id)
    changed = get_object_or_404(SupplierAddress, id=address_id, supplier=of) if address_id else None
    form = AddressForm(request.POST or None, home=home_country(), address=changed, initial=_at_first(of, changed))
    if form.is_valid():
        id = changed.id if changed else minted_id(request)
        perform(keep_supplier_address, office_stamp(request), id=id, supplier=of.id, **form.payload())
        return _saved(request, of)
    return _show(request, form, "address", of, changed)


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def supplier_person(request: StaffRequest, supplier_id: UUID, person_id: UUID | None = None) -> HttpResponse:
    of = get_object_or_404(Supplier, id=supplier_id)
    changed = get_object_or_404(SupplierPerson, id=person_id, supplier=of) if person_id else None
    form = ContactPersonForm(request.POST or None, home=home_country(), person=changed)
    if form.is_valid():
        id = changed.id if changed else minted_id(request)
        perform(keep_supplier_person, office_stamp(request), id=id, supplier=of.id, **form.payload())
        return _saved(request, of)
    return _show(request, form, "person", of, changed)


@in_office(*roles.CUSTOMERS)
@require_POST
def supplier_address_remove(request: StaffRequest, supplier_id: UUID, address_id: UUID) -> HttpResponse:
    gone = get_object_or_404(SupplierAddress, id=address_id, supplier=supplier_id)
    perform(remove_supplier_address, office_stamp(request), id=gone.id)
    return _saved(request, gone.supplier)


@in_office(*roles.CUSTOMERS)
@require_POST
def supplier_person_remove(request: StaffRequest, supplier_id: UUID, person_id: UUID) -> HttpResponse:
    gone = get_object_or_404(SupplierPerson, id=person_id, supplier=supplier_id)
    perform(remove_supplier_person, office_stamp(request), id=gone.id)
    return _saved(request, gone.supplier)


def _at_first(of: Supplier, changed: SupplierAddress | None) -> dict[str, str]:
    return {} if changed else {"use": Use.OTHER, "recipient": of.company}


def _saved(request: StaffRequest, of: Supplier) -> HttpResponse:
    messages.success(request, _("Saved."))
    return go(request, "backoffice:supplier", of.id)


def _show(
    request: StaffRequest, form: Form, kind: str, of: Supplier, changed: SupplierAddress | SupplierPerson | None
) -> HttpResponse:
    context = {"form": form, "supplier": of, "changed": changed, "new_id": None if changed else minted_id(request)}
    return render(request, f"backoffice/supplier_{kind}.html", context, status=422 if form.errors else 200)

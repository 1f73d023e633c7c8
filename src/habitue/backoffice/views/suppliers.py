"""The suppliers: their list, and each one's page."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.forms.suppliers import SupplierForm
from habitue.backoffice.home import home_country
from habitue.backoffice.minted import minted_id
from habitue.backoffice.paging import ROWS
from habitue.backoffice.typed import carried
from habitue.catalogue.models import Product
from habitue.contacts.actions import bring_back_supplier, change_supplier, create_supplier, retire_supplier
from habitue.contacts.addresses import lines_of
from habitue.contacts.models import Supplier
from habitue.journal.perform import perform
from habitue.lib.text import squeeze
from habitue.stores.access import StaffRequest, go, in_office, office_stamp
from habitue.stores.shop import the_language

SHOWN_PRODUCTS = 8
STATES = ("", "retired", "all")


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def suppliers(request: StaffRequest) -> HttpResponse:
    """By name; by POST those in whose name, contact person, e-mail or phone stands what was typed."""
    asked = request.POST if request.method == "POST" else request.GET
    typed, state = squeeze(request.POST.get("q", ""))[:100], asked.get("state", "")
    found = Supplier.objects.annotate(count=Count("products", filter=Q(products__retired_at=None)))
    if state != "all":
        found = found.filter(retired_at__isnull=state != "retired")
    if typed:
        digits = "".join(filter(str.isdigit, typed)).lstrip("0")
        somewhere = Q(company__icontains=typed) | Q(email__icontains=typed)
        somewhere |= Q(id__in=Supplier.objects.filter(persons__name__icontains=typed).values("id"))
        found = found.filter(somewhere | Q(phone__contains=digits) if len(digits) > 3 else somewhere)
    page = Paginator(found.order_by("company", "id"), ROWS).get_page(asked.get("page"))
    part = "#list" if request.headers.get("HX-Request") else ""
    context = {"page": page, "typed": typed, "state": state if state in STATES else ""}
    return render(request, f"backoffice/suppliers.html{part}", context)


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def supplier_new(request: StaffRequest) -> HttpResponse:
    id = minted_id(request)
    if made := Supplier.objects.filter(id=id).first():
        return go(request, "backoffice:supplier", made.id)
    form = SupplierForm(request.POST or None, home=home_country(), initial={"language": the_language()})
    if form.is_valid():
        made = perform(create_supplier, office_stamp(request), id=id, **form.payload())
        messages.success(request, _("%(name)s is a supplier now.") % {"name": made.company})
        return go(request, "backoffice:supplier", made.id)
    return show_form(request, form, new_id=id)


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def supplier(request: StaffRequest, supplier_id: UUID) -> HttpResponse:
    found = get_object_or_404(Supplier, id=supplier_id)
    home = home_country()
    form = SupplierForm(request.POST or None, home=home, supplier=found)
    if form.is_valid():
        perform(change_supplier, office_stamp(request), id=found.id, **form.payload())
        messages.success(request, _("Saved."))
        return go(request, "backoffice:supplier", found.id)
    language = get_language() or "en"
    products = Product.objects.on_sale().filter(supplier=found).order_by("name", "id")
    return show_form(
        request,
        form,
        supplier=found,
        addresses=[(each, lines_of(each, home, language)) for each in found.addresses.all()],
        persons=found.persons.all(),
        products=products[:SHOWN_PRODUCTS],
        product_count=products.count(),
    )


@in_office(*roles.CUSTOMERS)
@require_POST
def supplier_retire(request: StaffRequest, supplier_id: UUID) -> HttpResponse:
    found = get_object_or_404(Supplier, id=supplier_id)
    perform(retire_supplier, office_stamp(request), id=found.id)
    messages.success(request, _("%(name)s is retired: products cannot be set to come from there.") % {"name": found})
    return go(request, "backoffice:supplier", found.id)


@in_office(*roles.CUSTOMERS)
@require_POST
def supplier_bring_back(request: StaffRequest, supplier_id: UUID) -> HttpResponse:
    found = get_object_or_404(Supplier, id=supplier_id)
    perform(bring_back_supplier, office_stamp(request), id=found.id)
    messages.success(request, _("%(name)s can be chosen again.") % {"name": found})
    return go(request, "backoffice:supplier", found.id)


def show_form(request: StaffRequest, form: SupplierForm, **context: Any) -> HttpResponse:
    context |= {"form": form, "carried": carried(request.POST, form)}
    return render(request, "backoffice/supplier.html", context, status=422 if form.errors else 200)

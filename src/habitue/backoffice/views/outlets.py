"""The shop's places and their registers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.forms.outlets import OutletForm, RegisterForm
from habitue.backoffice.meanwhile import telling
from habitue.backoffice.minted import minted_id
from habitue.journal.perform import perform
from habitue.sales import baskets
from habitue.stores.access import StaffRequest, go, in_office, office_stamp
from habitue.stores.actions import (
    bring_back_register,
    change_outlet,
    create_outlet,
    create_register,
    rename_register,
    retire_register,
)
from habitue.stores.actions.retire_register import LastRegister
from habitue.stores.models import Outlet, Register

LIKE_THE_FIRST = ("country", "time_zone", "prices_include_tax", "asks_first", "names_customer")
FIELDS = ("name", "address", *LIKE_THE_FIRST)


@in_office(*roles.OUTLETS)
@require_GET
def outlets(request: StaffRequest) -> HttpResponse:
    found = Outlet.objects.order_by("id").prefetch_related("registers")
    registers = [
        (each, [r for r in each.registers.all() if not r.retired_at], [r for r in each.registers.all() if r.retired_at])
        for each in found
    ]
    return render(request, "backoffice/outlets.html", {"outlets": registers})


@in_office(*roles.OUTLETS)
@require_http_methods(["GET", "POST"])
def outlet_new(request: StaffRequest) -> HttpResponse:
    first = Outlet.objects.earliest("id")
    like_the_first = {name: getattr(first, name) for name in LIKE_THE_FIRST}
    form = OutletForm(request.POST or None, initial=like_the_first)
    id = minted_id(request)
    if Outlet.objects.filter(id=id).exists():
        return go(request, "backoffice:outlets")
    if form.is_valid():
        perform(create_outlet, office_stamp(request), id=id, **form.cleaned_data)
        messages.success(request, _("%(name)s is open. Now give it a register.") % {"name": form.cleaned_data["name"]})
        return go(request, "backoffice:outlets")
    return _form(request, form, {"kind": "outlet", "new_id": id})


@in_office(*roles.OUTLETS)
@require_http_methods(["GET", "POST"])
def outlet(request: StaffRequest, outlet_id: UUID) -> HttpResponse:
    found = get_object_or_404(Outlet, id=outlet_id)
    form = OutletForm(request.POST or None, initial={name: getattr(found, name) for name in FIELDS})
    if form.is_valid():
        perform(change_outlet, office_stamp(request), id=found.id, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return go(request, "backoffice:outlets")
    return _form(request, form, {"kind": "outlet", "changed": found})


@in_office(*roles.OUTLETS)
@require_http_methods(["GET", "POST"])
def register_new(request: StaffRequest, outlet_id: UUID) -> HttpResponse:
    place = get_object_or_404(Outlet, id=outlet_id)
    id = minted_id(request)
    if Register.objects.filter(id=id).exists():
        return go(request, "backoffice:outlets")
    form = RegisterForm(request.POST or None, initial=_next_register(place))
    if form.is_valid():
        with telling(form):
            perform(create_register, office_stamp(request), id=id, outlet=place.id, **form.cleaned_data)
            messages.success(request, _("%(name)s can sell now.") % {"name": form.cleaned_data["name"]})
            return go(request, "backoffice:outlets")
    return _form(request, form, {"kind": "register", "place": place, "new_id": id})


@in_office(*roles.OUTLETS)
@require_http_methods(["GET", "POST"])
def register(request: StaffRequest, register_id: UUID) -> HttpResponse:
    found = get_object_or_404(Register.objects.select_related("outlet"), id=register_id)
    form = RegisterForm(request.POST or None, initial={"name": found.name}, register=found)
    if form.is_valid():
        perform(rename_register, office_stamp(request), id=found.id, name=form.cleaned_data["name"])
        messages.success(request, _("Saved."))
        return go(request, "backoffice:outlets")
    return _form(request, form, {"kind": "register", "place": found.outlet, "changed": found})


@in_office(*roles.OUTLETS)
@require_POST
def register_retire(request: StaffRequest, register_id: UUID) -> HttpResponse:
    found = get_object_or_404(Register.objects.select_related("outlet"), id=register_id)
    if refusal := _why_not_retired(found):
        messages.error(request, refusal)
        return go(request, "backoffice:register", found.id)
    try:
        perform(retire_register, office_stamp(request), id=found.id)
    except LastRegister:
        messages.error(request, _("It is the shop's last register. Add another one first."))
    else:
        messages.success(request, _("%(name)s is retired. Its sales stay as they are.") % {"name": found.name})
    return go(request, "backoffice:register", found.id)


@in_office(*roles.OUTLETS)
@require_POST
def register_bring_back(request: StaffRequest, register_id: UUID) -> HttpResponse:
    found = get_object_or_404(Register, id=register_id)
    perform(bring_back_register, office_stamp(request), id=found.id)
    messages.success(request, _("%(name)s can sell again.") % {"name": found.name})
    return go(request, "backoffice:register", found.id)


def _why_not_retired(register: Register) -> str:
    """What at the till stands against retiring it; empty if nothing does."""
    if baskets.is_in_use(register):
        return _("A sale is open at %(name)s. Complete, park or empty it at the till first.") % {"name": register.name}
    outlet = register.outlet
    others = outlet.registers.filter(retired_at=None).exclude(id=register.id)
    if outlet.baskets.parked().exists() and not others.exists():
        said = _("Sales are parked at %(outlet)s, and no other register there could take them up.")
        return said % {"outlet": outlet.name}
    return ""


def _form(request: StaffRequest, form: OutletForm | RegisterForm, context: dict[str, Any]) -> HttpResponse:
    return render(request, "backoffice/outlet.html", {"form": form, **context}, status=422 if form.errors else 200)


def _next_register(place: Outlet) -> dict[str, str]:
    """The name and code that come next, which is what most shops want."""
    taken = set(Register.objects.values_list("code", flat=True))
    code = next(str(number) for number in range(1, len(taken) + 2) if str(number) not in taken)
    return {"name": _("Register %(number)d") % {"number": place.registers.count() + 1}, "code": code}

"""The fields of the shop's own, and what is asked for of the built-in ones."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.forms.own_fields import BuiltInForm, OwnFieldForm
from habitue.backoffice.minted import minted_id
from habitue.customers.actions import (
    bring_back_field,
    change_field,
    create_field,
    order_fields,
    retire_field,
    set_form_fields,
)
from habitue.customers.models import CustomField
from habitue.journal.perform import perform
from habitue.lib.ids import uuids
from habitue.stores.access import StaffRequest, go, in_office, office_stamp


@in_office(*roles.CUSTOMERS)
@require_GET
def fields(request: StaffRequest) -> HttpResponse:
    return _show(request, BuiltInForm())


@in_office(*roles.CUSTOMERS)
@require_POST
def fields_built_in(request: StaffRequest) -> HttpResponse:
    form = BuiltInForm(request.POST)
    if not form.is_valid():
        return _show(request, form)
    perform(set_form_fields, office_stamp(request), fields=form.given())
    messages.success(request, _("Saved."))
    return go(request, "backoffice:fields")


@in_office(*roles.CUSTOMERS)
@require_POST
def fields_order(request: StaffRequest) -> HttpResponse:
    """The fields in their new order; or one of them moves `up` or `down` by one place."""
    there = list(CustomField.objects.in_use().values_list("id", flat=True))
    asked = [id for id in uuids(request.POST.getlist("field")) if id in there]
    ordered = list(dict.fromkeys([*asked, *there]))
    for way, step in (("up", -1), ("down", 1)):
        for moved in uuids(request.POST.getlist(way)):
            if moved in ordered:
                place = ordered.index(moved)
                ordered.insert(max(0, place + step), ordered.pop(place))
    if ordered != there:
        perform(order_fields, office_stamp(request), fields=ordered)
    if request.headers.get("HX-Request"):
        return _show(request, BuiltInForm(), part="#own")
    return go(request, "backoffice:fields")


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def field_new(request: StaffRequest) -> HttpResponse:
    id = minted_id(request)
    if CustomField.objects.filter(id=id).exists():
        return go(request, "backoffice:fields")
    form = OwnFieldForm(request.POST or None)
    if form.is_valid():
        last = CustomField.objects.aggregate(Max("position"))["position__max"]
        position = 0 if last is None else last + 1
        perform(
            create_field, office_stamp(request), id=id, position=position, options=form.options, **form.cleaned_data
        )
        messages.success(request, _("%(name)s is asked for now.") % {"name": CustomField.objects.get(id=id)})
        return go(request, "backoffice:fields")
    context = {"form": form, "new_id": id}
    return render(request, "backoffice/own_field.html", context, status=422 if form.errors else 200)


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def field(request: StaffRequest, field_id: UUID) -> HttpResponse:
    found = get_object_or_404(CustomField, id=field_id)
    form = OwnFieldForm(request.POST or None, field=found)
    if form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if name != "kind"}
        perform(change_field, office_stamp(request), id=found.id, options=form.options, **said)
        messages.success(request, _("Saved."))
        return go(request, "backoffice:fields")
    context = {"form": form, "changed": found}
    return render(request, "backoffice/own_field.html", context, status=422 if form.errors else 200)


@in_office(*roles.CUSTOMERS)
@require_POST
def field_retire(request: StaffRequest, field_id: UUID) -> HttpResponse:
    found = get_object_or_404(CustomField, id=field_id)
    perform(retire_field, office_stamp(request), id=found.id)
    said = _("%(name)s is asked for no more. What records hold in it stays.")
    messages.success(request, said % {"name": found})
    return go(request, "backoffice:fields")


@in_office(*roles.CUSTOMERS)
@require_POST
def field_bring_back(request: StaffRequest, field_id: UUID) -> HttpResponse:
    found = get_object_or_404(CustomField, id=field_id)
    perform(bring_back_field, office_stamp(request), id=found.id)
    messages.success(request, _("%(name)s is asked for again.") % {"name": found})
    return go(request, "backoffice:field", found.id)


def _show(request: StaffRequest, form: BuiltInForm, part: str = "") -> HttpResponse:
    everything = list(CustomField.objects.all())
    context = {
        "form": form,
        "own": [each for each in everything if not each.retired_at],
        "retired": [each for each in everything if each.retired_at],
    }
    return render(request, f"backoffice/own_fields.html{part}", context, status=422 if form.errors else 200)

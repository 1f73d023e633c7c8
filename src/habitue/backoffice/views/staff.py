"""Who works here. An owner decides about everybody; a store manager about those below."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.forms.staff import StaffForm, roles_given_by
from habitue.backoffice.meanwhile import telling
from habitue.backoffice.minted import minted_id
from habitue.journal.perform import perform
from habitue.stores.access import StaffRequest, go, in_office, office_stamp, stay_signed_in
from habitue.stores.actions import bring_back_staff, change_staff, create_staff, let_staff_go
from habitue.stores.actions.change_staff import LastOwner
from habitue.stores.models import Role, Staff


@in_office(*roles.STAFF)
@require_GET
def staff_list(request: StaffRequest) -> HttpResponse:
    everybody = list(Staff.objects.order_by("name"))
    context = {
        "at_work": [(person, _may_change(request.staff, person)) for person in everybody if not person.left_at],
        "gone": [(person, _may_change(request.staff, person)) for person in everybody if person.left_at],
    }
    return render(request, "backoffice/staff.html", context)


@in_office(*roles.STAFF)
@sensitive_post_parameters("password", "pin")
@require_http_methods(["GET", "POST"])
def person_new(request: StaffRequest) -> HttpResponse:
    id = minted_id(request)
    if Staff.objects.filter(id=id).exists():
        return go(request, "backoffice:staff")
    initial = {"role": Role.CASHIER, "language": request.staff.language}
    form = StaffForm(request.POST or None, initial=initial, by=request.staff)
    if form.is_valid():
        with telling(form):
            perform(
                create_staff,
                office_stamp(request),
                id=id,
                name=form.cleaned_data["name"],
                role=form.chosen_role,
                language=form.cleaned_data["language"],
                pin=form.hashed("pin") or "",
                password=form.hashed("password") or "",
            )
            messages.success(request, _("%(name)s can sign in now.") % {"name": form.cleaned_data["name"]})
            return go(request, "backoffice:staff")
    return _form(request, form, {"new_id": id})


@in_office(*roles.STAFF)
@sensitive_post_parameters("password", "pin")
@require_http_methods(["GET", "POST"])
def person(request: StaffRequest, staff_id: UUID) -> HttpResponse:
    found = get_object_or_404(Staff.objects.at_work(), id=staff_id)
    if not _may_change(request.staff, found):
        raise PermissionDenied
    return _change(request, found, "backoffice:staff")


@in_office(*roles.ANY)
@sensitive_post_parameters("password", "pin")
@require_http_methods(["GET", "POST"])
def me(request: StaffRequest) -> HttpResponse:
    """One's own name, language, PIN and password; an owner's own role too."""
    return _change(request, request.staff, "backoffice:me")


@in_office(*roles.STAFF)
@require_http_methods(["GET", "POST"])
def let_go(request: StaffRequest, staff_id: UUID) -> HttpResponse:
    """Asked by name first, then done."""
    found = get_object_or_404(Staff.objects.at_work(), id=staff_id)
    if found == request.staff or not _may_change(request.staff, found):
        raise PermissionDenied
    if request.method == "POST":
        perform(let_staff_go, office_stamp(request), id=found.id)
        messages.success(request, _("%(name)s can sign in no more.") % {"name": found.name})
        return go(request, "backoffice:staff")
    return render(request, "backoffice/let_go.html", {"person": found})


@in_office(*roles.STAFF)
@require_POST
def bring_back(request: StaffRequest, staff_id: UUID) -> HttpResponse:
    found = get_object_or_404(Staff, id=staff_id)
    if not _may_change(request.staff, found):
        raise PermissionDenied
    perform(bring_back_staff, office_stamp(request), id=found.id)
    messages.success(request, _("%(name)s can sign in again, with the PIN of before.") % {"name": found.name})
    return go(request, "backoffice:person", found.id)


def _may_change(who: Staff, person: Staff) -> bool:
    return person == who or Role(person.role) in roles_given_by(who)


def _change(request: StaffRequest, found: Staff, then: str) -> HttpResponse:
    form = StaffForm(
        request.POST or None,
        initial={"name": found.name, "role": found.role, "language": found.language},
        by=request.staff,
        person=found,
    )
    if form.is_valid():
        try:
            with telling(form):
                changed = perform(
                    change_staff,
                    office_stamp(request),
                    id=found.id,
                    name=form.cleaned_data["name"],
                    role=form.chosen_role,
                    language=form.cleaned_data["language"],
                    pin=form.hashed("pin"),
                    password=form.hashed("password"),
                )
                if found == request.staff:
                    stay_signed_in(request, changed)
                    translation.activate(form.cleaned_data["language"])
                messages.success(request, _("Saved."))
                return go(request, then)
        except LastOwner:
            form.add_error("role", _("The shop would be without an owner: make somebody else one first."))
    return _form(request, form, {"person": found, "myself": found == request.staff})


def _form(request: StaffRequest, form: StaffForm, context: dict[str, Any]) -> HttpResponse:
    return render(request, "backoffice/person.html", {"form": form, **context}, status=422 if form.errors else 200)

"""The groups that customers are in."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.forms.categories import TINTS
from habitue.backoffice.forms.groups import GroupFileForm, GroupForm, RetireGroupForm
from habitue.backoffice.home import home_country
from habitue.backoffice.meanwhile import telling
from habitue.backoffice.minted import minted_id
from habitue.customers.actions import bring_back_group, change_group, create_group, retire_group
from habitue.customers.importing.groups import import_groups
from habitue.customers.listing import filing
from habitue.customers.listing.members import members_of_groups
from habitue.customers.models import ALL_CUSTOMERS, Customer, Group
from habitue.jobs.work import start
from habitue.journal.perform import perform
from habitue.lib.csvfile import NotACSV
from habitue.stores.access import StaffRequest, go, in_office, office_stamp

FILED_HERE = 1000
AT_ONCE = 1000
"""A group with more customers than these is retired in the background."""


@in_office(*roles.CUSTOMERS)
@require_GET
def groups(request: StaffRequest) -> HttpResponse:
    """Those in use with how many are in each, "All customers" first; then the retired ones."""
    filing.catch_up(FILED_HERE)
    members = members_of_groups()
    found = sorted(Group.objects.all(), key=lambda group: (group.id != ALL_CUSTOMERS, group.name.casefold()))
    context = {
        "groups": [(group, members.get(group.id, 0)) for group in found if not group.retired_at],
        "retired": [group for group in found if group.retired_at],
        "filing": filing.behind(),
    }
    return render(request, "backoffice/groups.html", context)


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def group_new(request: StaffRequest) -> HttpResponse:
    id = minted_id(request)
    if Group.objects.filter(id=id).exists():
        return go(request, "backoffice:groups")
    form = GroupForm(request.POST or None, initial={"colour": Group.objects.count() % len(TINTS) + 1})
    if form.is_valid():
        with telling(form):
            perform(create_group, office_stamp(request), id=id, **form.cleaned_data)
            messages.success(request, _("%(name)s is a group now.") % {"name": form.cleaned_data["name"]})
            return go(request, "backoffice:groups")
    return _form(request, form, {"new_id": id})


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def group(request: StaffRequest, group_id: UUID) -> HttpResponse:
    found = get_object_or_404(Group, id=group_id)
    initial = {"name": str(found), "colour": found.colour or 1}
    form = GroupForm(request.POST or None, initial=initial, group=found)
    if form.is_valid():
        with telling(form):
            perform(change_group, office_stamp(request), id=found.id, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return go(request, "backoffice:groups")
    return _form(request, form, {"group": found, "may_retire": not found.retired_at and found.id != ALL_CUSTOMERS})


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def group_retire(request: StaffRequest, group_id: UUID) -> HttpResponse:
    """Asks where its customers are to go."""
    found = get_object_or_404(Group.objects.in_use().exclude(id=ALL_CUSTOMERS), id=group_id)
    form = RetireGroupForm(request.POST or None, group=found)
    if form.is_valid():
        to: Group = form.cleaned_data["members_to"]
        if Customer.objects.filter(group=found)[: AT_ONCE + 1].count() > AT_ONCE:
            job = start("retire_group", by=request.staff.id, group=str(found.id), members_to=str(to.id))
            return go(request, "backoffice:job", job.id)
        perform(retire_group, office_stamp(request), id=found.id, members_to=to.id)
        said = _("%(name)s is retired; its customers are in %(other)s now.")
        messages.success(request, said % {"name": found.name, "other": to})
        return go(request, "backoffice:groups")
    filing.catch_up(FILED_HERE)
    count = members_of_groups().get(found.id, 0)
    context = {"form": form, "group": found, "count": count}
    return render(request, "backoffice/group_retire.html", context, status=422 if form.errors else 200)


@in_office(*roles.CUSTOMERS)
@require_POST
def group_bring_back(request: StaffRequest, group_id: UUID) -> HttpResponse:
    found = get_object_or_404(Group, id=group_id)
    perform(bring_back_group, office_stamp(request), id=found.id)
    messages.success(request, _("%(name)s can be chosen again.") % {"name": found.name})
    return go(request, "backoffice:group", found.id)


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def group_file(request: StaffRequest) -> HttpResponse:
    """Groups and who is in them, from a file; then what came of it."""
    posted = request.method == "POST"
    form = GroupFileForm(request.POST, request.FILES) if posted else GroupFileForm()
    outcome = None
    if posted and form.is_valid():
        with TemporaryDirectory(prefix="habitue-") as place:
            path = Path(place) / "groups.csv"
            with path.open("wb") as kept:
                for chunk in form.cleaned_data["file"].chunks():
                    kept.write(chunk)
            try:
                outcome = import_groups(
                    path, stamp=lambda: office_stamp(request), country=home_country(), progress=lambda _done, _of: None
                )
            except NotACSV as refused:
                form.add_error("file", str(refused))
    context = {"form": form, "outcome": outcome}
    return render(request, "backoffice/group_file.html", context, status=422 if form.errors else 200)


def _form(request: StaffRequest, form: GroupForm, context: dict[str, Any]) -> HttpResponse:
    return render(request, "backoffice/group.html", {"form": form, **context}, status=422 if form.errors else 200)

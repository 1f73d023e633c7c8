"""Customers from a file: upload, say what its columns are, try, bring in, mend, undo."""

import shutil
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from habitue.backoffice import roles
from habitue.backoffice.forms.imports import ColumnsForm, ImportFileForm
from habitue.backoffice.home import home_country
from habitue.backoffice.minted import minted_id
from habitue.backoffice.views.jobs import open_to
from habitue.customers.importing.looking import Look, look_at
from habitue.customers.models import Customer, Import, KeptAside
from habitue.jobs.work import start
from habitue.lib.clock import now
from habitue.lib.csvfile import NotACSV
from habitue.lib.database import writing
from habitue.stores.access import StaffRequest, go, in_office

LATEST = 50
SHOWN = 100


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def customer_imports(request: StaffRequest) -> HttpResponse:
    """The files so far, and a new one."""
    posted = request.method == "POST"
    id = minted_id(request)
    if posted and Import.objects.filter(id=id).exists():
        return go(request, "backoffice:customer_import", id)
    form = ImportFileForm(request.POST, request.FILES) if posted else ImportFileForm()
    if form.is_valid():
        imported = Import(id=id, begun_at=now(), by=request.staff, name=form.cleaned_data["file"].name[-200:])
        try:
            _keep(imported, form.cleaned_data["file"])
        except NotACSV as refused:
            form.add_error("file", str(refused))
        else:
            return go(request, "backoffice:customer_import", imported.id)
    rows = Import.objects.select_related("by", "job")[:LATEST]
    context = {"form": form, "rows": rows, "new_id": id}
    return render(request, "backoffice/imports.html", context, status=422 if form.errors else 200)


@in_office(*roles.CUSTOMERS)
@require_http_methods(["GET", "POST"])
def customer_import(request: StaffRequest, import_id: UUID) -> HttpResponse:
    """What the columns are, with a first look; afterwards what came of it."""
    imported = get_object_or_404(Import.objects.select_related("by", "job"), id=import_id)
    return _choose(request, imported) or go(request, "backoffice:customer_import", imported.id)


@in_office(*roles.CUSTOMERS)
@require_POST
def customer_import_try(request: StaffRequest, import_id: UUID) -> HttpResponse:
    return _begin(request, import_id, dry_run=True)


@in_office(*roles.CUSTOMERS)
@require_POST
def customer_import_run(request: StaffRequest, import_id: UUID) -> HttpResponse:
    return _begin(request, import_id, dry_run=False)


@in_office(*roles.CUSTOMERS)
@require_POST
def customer_import_undo(request: StaffRequest, import_id: UUID) -> HttpResponse:
    imported = get_object_or_404(Import.objects.select_related("job"), id=import_id)
    if imported.counts_here:
        messages.warning(request, _("Balances that this import told count by now, so it cannot be undone any more."))
        return go(request, "backoffice:customer_import", imported.id)
    if imported.undone_at or is_busy(imported) or not imported.batches.exists():
        return go(request, "backoffice:customer_import", imported.id)
    return _start(request, imported, "undo_import")


@in_office(*roles.CUSTOMERS)
@require_GET
def customer_import_errors(request: StaffRequest, import_id: UUID) -> HttpResponseBase:  # noqa: ARG001 - a view's
    """The lines that were not brought in, each with the reason, to be mended and uploaded."""
    imported = get_object_or_404(Import, id=import_id)
    if not imported.bad_lines.is_file():
        raise Http404
    return FileResponse(imported.bad_lines.open("rb"), as_attachment=True, filename=imported.bad_lines.name)


def _keep(imported: Import, file: "UploadedFile[Any]") -> None:
    imported.path.parent.mkdir(mode=0o700, parents=True)
    try:
        with imported.path.open("wb") as kept:
            for chunk in file.chunks():
                kept.write(chunk)
        imported.system = look_at(imported.path, home_country()).system
        with writing():
            imported.save(force_insert=True)
    except BaseException:
        shutil.rmtree(imported.path.parent, ignore_errors=True)
        raise


def _choose(request: StaffRequest, imported: Import) -> HttpResponse | None:
    """The page of the import, or None when what the columns are has been said."""
    look, form = _first_look(imported), None
    if look:
        form = ColumnsForm(look.header, look.targets, request.POST or None, brings_back=imported.brings_back)
    if form and form.is_valid() and not is_busy(imported):
        with writing():
            imported.targets, imported.brings_back = form.targets, form.bringing_back
            imported.save(update_fields=["targets", "brings_back"])
        return None
    return _page(request, imported, look, form)


def _first_look(imported: Import) -> Look | None:
    """None once it was brought in, or when the file is gone."""
    if imported.batches.exists() or not imported.path.is_file():
        return None
    with suppress(NotACSV):
        return look_at(imported.path, home_country(), imported.targets, brings_back=imported.brings_back)
    return None


def _page(request: StaffRequest, imported: Import, look: Look | None, form: ColumnsForm | None) -> HttpResponse:
    done, busy = imported.batches.exists(), is_busy(imported)
    counts = done and not imported.undone_at
    context = {
        "imported": imported,
        "form": form,
        "look": look,
        "done": done,
        "busy": busy,
        "may_open_job": bool(imported.job and open_to(request.staff).filter(id=imported.job.id).exists()),
        "broken_off": counts and imported.job and not busy and imported.report.get("dry_run", True),
        "columns": list(zip(form.columns, look.samples, strict=True)) if form and look else [],
        "has_bad_lines": imported.bad_lines.is_file(),
        "left": _left(imported),
        "balances_left": _balances_left(imported),
        "may_take_over": (
            counts and request.staff.may_as(*roles.LOYALTY) and KeptAside.objects.filter(imported=imported.id).exists()
        ),
    }
    return render(request, "backoffice/import.html", context, status=422 if form and form.errors else 200)


def _left(imported: Import) -> list[tuple[Customer, str]]:
    """Who stayed when it was undone, and why."""
    why = dict(imported.left[:SHOWN])
    return [(customer, why[customer.id.hex]) for customer in Customer.objects.filter(id__in=list(why))]


def _balances_left(imported: Import) -> list[tuple[Customer, str, str]]:
    """What was told of a balance and is no amount: whose it is, under which heading, and the value."""
    told = [(UUID(id), name, value) for id, name, value in imported.taken_over.get("left", [])]
    people = Customer.objects.in_bulk([id for id, _name, _value in told])
    return [(people[id], name, value) for id, name, value in told if id in people]


def _begin(request: StaffRequest, import_id: UUID, *, dry_run: bool) -> HttpResponse:
    imported = get_object_or_404(Import.objects.select_related("job"), id=import_id)
    if is_busy(imported) or imported.batches.exists():
        return go(request, "backoffice:customer_import", imported.id)
    return _choose(request, imported) or _start(request, imported, "import_customers", dry_run=dry_run)


def _start(request: StaffRequest, imported: Import, task: str, **asked: Any) -> HttpResponse:
    with writing():
        imported.job = start(task, by=request.staff.id, of=str(imported.id), **asked)
        imported.save(update_fields=["job"])
    return go(request, "backoffice:job", imported.job.id)


def is_busy(imported: Import) -> bool:
    return bool(imported.job and not imported.job.over)

"""Background work: what somebody has asked for, how far it is, and what came of it."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.template.loader import select_template
from django.views.decorators.http import require_GET, require_POST

from habitue.backoffice import roles
from habitue.jobs.models import Job, State
from habitue.jobs.work import ask_to_stop, known
from habitue.stores.access import StaffRequest, go, in_office
from habitue.stores.models import Role, Staff

LATEST = 100


@in_office(*roles.ANY)
@require_GET
def jobs(request: StaffRequest) -> HttpResponse:
    rows = list(open_to(request.staff).select_related("asked_by").order_by("-id")[:LATEST])
    return render(request, "backoffice/jobs.html", {"rows": [(job, _title(job)) for job in rows]})


@in_office(*roles.ANY)
@require_GET
def job(request: StaffRequest, job_id: UUID) -> HttpResponse:
    """The page of one job; while it goes on, its part comes again every second."""
    found = get_object_or_404(open_to(request.staff), id=job_id)
    part = "#job" if request.headers.get("HX-Request") else ""
    return render(request, f"backoffice/job.html{part}", _shown(found))


@in_office(*roles.ANY)
@require_POST
def job_stop(request: StaffRequest, job_id: UUID) -> HttpResponse:
    found = get_object_or_404(open_to(request.staff), id=job_id)
    ask_to_stop(found)
    if request.headers.get("HX-Request"):
        found.refresh_from_db()
        return render(request, "backoffice/job.html#job", _shown(found))
    return go(request, "backoffice:job", found.id)


@in_office(*roles.ANY)
@require_GET
def job_file(request: StaffRequest, job_id: UUID) -> HttpResponseBase:
    """What the job made, for whoever asked for it."""
    found = get_object_or_404(open_to(request.staff), id=job_id, state=State.DONE)
    if not found.file or not found.path.is_file():
        raise Http404
    return FileResponse(found.path.open("rb"), as_attachment=True, filename=found.path.name)


def open_to(staff: Staff) -> QuerySet[Job]:
    """An export holds what its reader may see, so others don't get it; an owner may see everything."""
    return Job.objects.all() if staff.role == Role.OWNER else Job.objects.filter(asked_by=staff)


def _shown(job: Job) -> dict[str, Any]:
    outcome = select_template([f"backoffice/jobs/{job.task}.html", "backoffice/jobs/plain.html"])
    return {"job": job, "job_title": _title(job), "outcome": outcome}


def _title(job: Job) -> str:
    task = known().get(job.task)
    return str(task.title) if task else job.task

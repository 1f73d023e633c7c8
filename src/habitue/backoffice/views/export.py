"""The customers that are listed, as a file: at once when they are few, else in the background."""

import tempfile
from pathlib import Path

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from habitue.backoffice import roles
from habitue.backoffice.picked import picked_of
from habitue.customers.listing import filing
from habitue.customers.listing.writing import write_file
from habitue.jobs.work import start
from habitue.stores.access import StaffRequest, go, in_office

AT_ONCE = 2000
FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@in_office(*roles.CUSTOMERS)
@require_POST
def customers_export(request: StaffRequest) -> HttpResponse:
    """Exactly those who are ticked, or else what the list's address narrows to; in its order."""
    asked = request.POST.get("format", "")
    if asked not in FORMATS:
        return HttpResponse(status=422)
    picked = picked_of(request)
    filing.catch_up(AT_ONCE)
    listed = picked.rows
    if picked.ticked is None and (filing.behind() or listed[: AT_ONCE + 1].count() > AT_ONCE):
        job = start("export_customers", by=request.staff.id, narrowed=picked.asked, format=asked)
        return go(request, "backoffice:job", job.id)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"customers.{asked}"
        write_file(path, listed)
        disposition = {"Content-Disposition": f'attachment; filename="{path.name}"'}
        return HttpResponse(path.read_bytes(), content_type=FORMATS[asked], headers=disposition)

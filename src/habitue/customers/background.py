from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from habitue.customers.importing import jobs
from habitue.customers.likeness import find_likenesses
from habitue.customers.listing import filing
from habitue.jobs.models import Job
from habitue.jobs.work import Running, every, job, start
from habitue.lib.clock import now

A_DAY = timedelta(hours=23)

__all__ = ["file_who_has_changed", "find_duplicates", "jobs"]


@every(5, long=True)
def file_who_has_changed() -> None:
    """So that whoever opens the list after an import need not wait for it."""
    filing.catch_up_with_all()


@job("find_duplicates", _("Looking for duplicates"))
def find_duplicates(work: Running) -> dict[str, Any]:
    return {"count": find_likenesses(work.progress)}


@every(3600)
def look_for_duplicates_each_night() -> None:
    """Once a day, so that the list is there when somebody looks; the first look is somebody's to ask for."""
    last = Job.objects.filter(task="find_duplicates").order_by("-id").first()
    if last and last.over and last.asked_at < now() - A_DAY:
        start("find_duplicates", by=last.asked_by_id)

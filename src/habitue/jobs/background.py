import shutil
from datetime import timedelta

from habitue.jobs.models import Job
from habitue.jobs.work import every
from habitue.lib.clock import now
from habitue.lib.database import writing

KEPT = timedelta(days=7)
"""An export holds people's data; it is kept for as long as somebody might still fetch it, and no longer."""


@every(3600)
def throw_away_old_jobs() -> None:
    for job in Job.objects.filter(ended_at__lt=now() - KEPT):
        shutil.rmtree(job.place, ignore_errors=True)
        with writing():
            job.delete()

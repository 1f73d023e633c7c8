"""Does the work that waits, one piece at a time; any number of workers may run."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import Error, close_old_connections, connections
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from habitue.jobs.models import Job, State
from habitue.jobs.work import TICKS, Failed, Leaving, Running, Stopped, Tick, known
from habitue.lib.clock import now
from habitue.lib.database import writing

NAP = 0.5
BEATS_EVERY = 5.0
DEAD_AFTER = timedelta(seconds=45)
TRIES = 3
"""How many workers may die over the same work before it is given up."""

log = logging.getLogger(__name__)


def work(leaving: threading.Event) -> None:
    """Work until told to leave: jobs in this thread, what is done again and again in others, so neither waits."""
    known()
    ticking = [
        threading.Thread(target=_tick_along, args=(leaving, [tick for tick in TICKS.values() if tick.long is long]))
        for long in (False, True)
    ]
    for each in ticking:
        each.start()
    try:
        while not leaving.is_set():
            if not _attempt(lambda: one_job(leaving)):
                leaving.wait(NAP)
    finally:
        leaving.set()
        for each in ticking:
            each.join()
        connections.close_all()


def one_job(leaving: threading.Event | None = None) -> bool:
    """Do the oldest job that waits; False if none does."""
    take_back_what_was_left()
    job = _take()
    if job is None:
        return False
    with _beating(job), translation.override(job.asked_by.language if job.asked_by else None):
        _do(job, leaving.is_set if leaving else lambda: False)
    return True


def take_back_what_was_left() -> None:
    """Work whose worker died waits again, unless it must not be begun twice or has been begun too often."""
    left = Job.objects.filter(state=State.RUNNING, beat_at__lt=now() - DEAD_AFTER)
    for job in left.select_related("asked_by"):
        task = known().get(job.task)
        with writing():
            same = Job.objects.filter(id=job.id, state=State.RUNNING, beat_at=job.beat_at)
            if task and task.again and job.tries < TRIES and job.stop_asked_at is None:
                same.update(state=State.WAITING)
            else:
                with translation.override(job.asked_by.language if job.asked_by else None):
                    trouble = _("The program ended in the midst of this work.")
                same.update(state=State.FAILED, ended_at=now(), result={"trouble": trouble})


def _take() -> Job | None:
    first = Job.objects.filter(state=State.WAITING).order_by("id").select_related("asked_by").first()
    if first is None:
        return None
    with writing():
        # Of two workers that have read the same row, only one finds it still waiting.
        taken = Job.objects.filter(id=first.id, state=State.WAITING).update(
            state=State.RUNNING, started_at=now(), beat_at=now(), tries=F("tries") + 1
        )
    return first if taken else _take()


def _do(job: Job, leaving: Any) -> None:
    running = Running(job, leaving)
    try:
        task = known().get(job.task)
        if task is None:
            raise Failed(_("This program does not know this work."))
        result = task.work(running, **job.asked)
    except Leaving:
        _put(job, state=State.WAITING, tries=F("tries") - 1)
    except Stopped:
        _put(job, state=State.STOPPED, ended_at=now(), done=job.done, total=job.total, file="")
    except Failed as failed:
        _put(job, state=State.FAILED, ended_at=now(), result={"trouble": str(failed)})
    except Exception:
        log.exception("The job %s (%s) has failed", job.id, job.task)
        trouble = _("Something went wrong that nobody foresaw. The program's log says where.")
        _put(job, state=State.FAILED, ended_at=now(), result={"trouble": trouble})
    else:
        end = max(job.total, job.done)
        _put(job, state=State.DONE, ended_at=now(), result=result, file=job.file, done=end, total=end)


def _put(job: Job, **values: Any) -> None:
    with writing():
        Job.objects.filter(id=job.id, state=State.RUNNING).update(**values)


@contextmanager
def _beating(job: Job) -> Iterator[None]:
    """Say from time to time that this job's worker is alive, also while one step of it takes long."""
    over = threading.Event()

    def beat() -> None:
        try:
            while not over.wait(BEATS_EVERY):
                _attempt(lambda: _put(job, beat_at=now()))
        finally:
            connections.close_all()

    beating = threading.Thread(target=beat, name="beats")
    beating.start()
    try:
        yield
    finally:
        over.set()
        beating.join()


def _tick_along(leaving: threading.Event, ticks: list[Tick]) -> None:
    try:
        while not leaving.wait(NAP):
            for tick in ticks:
                if tick.due <= time.monotonic() and not leaving.is_set():
                    _attempt(tick.work)
                    tick.due = time.monotonic() + tick.seconds
    finally:
        connections.close_all()


def _attempt(step: Any) -> Any:
    """One step of a loop that must go on: a database that does not answer now may answer later."""
    try:
        return step()
    except Error:
        log.exception("The database did not answer")
        close_old_connections()
    except Exception:
        log.exception("A step of the background work has failed")
    return None

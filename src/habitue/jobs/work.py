"""How background work is written, asked for, and how it tells where it is.

An app's `background.py` holds its jobs; only a worker loads it:

    @job("export_customers", _("Export of customers"))
    def export_customers(work: Running, *, group: str = "") -> dict[str, Any]:
        with work.file("customers.csv").open("w") as file: ...
        work.progress(done, total)
        return {"count": done}

A door asks for it by name: `start("export_customers", by=request.staff.id, group=str(group.id))`.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Concatenate
from uuid import UUID

from django.utils.module_loading import autodiscover_modules

from habitue.jobs.models import Job, State
from habitue.lib.clock import now
from habitue.lib.database import writing
from habitue.lib.ids import new_id

SHOWN_EVERY = 0.5
"""Seconds between two notes of how far the work is: each is a durable write."""


class Stopped(Exception):
    """Somebody has asked the work to stop. What it has done so far stays."""


class Failed(Exception):
    """The work cannot go on, for a reason that is said to whoever asked for it."""


class Leaving(Exception):
    """The worker is about to end: the work is put back, and begins again from its start."""


class Running:
    """The work at hand, as the function that does it sees it."""

    def __init__(self, job: Job, leaving: Callable[[], bool] = lambda: False) -> None:
        self.job = job
        self._leaving = leaving
        self._shown = 0.0

    def progress(self, done: int, total: int) -> None:
        """Say how far the work is; call it as often as you like, outside a transaction. Raises Stopped."""
        self.job.done, self.job.total = done, total
        if self._leaving():
            raise Leaving
        if time.monotonic() - self._shown < SHOWN_EVERY:
            return
        self._shown = time.monotonic()
        with writing():
            going_on = Job.objects.filter(id=self.job.id, state=State.RUNNING, stop_asked_at=None)
            shown = going_on.update(done=done, total=total, beat_at=now())
        if not shown:
            raise Stopped

    def file(self, name: str) -> Path:
        """Where to write the file that the work makes; whoever asked for it can then fetch it by this name."""
        self.job.place.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.job.file = f"{self.job.id}/{name}"
        return self.job.path


type Work = Callable[Concatenate[Running, ...], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Task:
    """`again` says whether it may begin anew after its worker died in the midst of it."""

    name: str
    title: Any
    work: Work
    again: bool


@dataclass(slots=True)
class Tick:
    name: str
    seconds: float
    work: Callable[[], object]
    long: bool = False
    due: float = 0.0


TASKS: dict[str, Task] = {}
TICKS: dict[str, Tick] = {}


def job(name: str, title: Any, *, again: bool = True) -> Callable[[Work], Work]:
    """Register what does the work of this name; `title` (a lazy text) says on the page what it is."""

    def register(work: Work) -> Work:
        TASKS[name] = Task(name, title, work, again)
        return work

    return register


def every(seconds: float, *, long: bool = False) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Register what a worker does again and again, this many seconds after it was last done. It has to be short, or say
    that it is `long` at times: what is short does not wait for it."""

    def register(work: Callable[[], object]) -> Callable[[], object]:
        name = f"{work.__module__}.{work.__qualname__}"
        TICKS[name] = Tick(name, seconds, work, long)
        return work

    return register


def known() -> dict[str, Task]:
    """All tasks by name. Loads the modules that hold them, which the till never needs."""
    autodiscover_modules("background")
    return TASKS


def start(task: str, *, by: UUID | None, id: UUID | None = None, **asked: Any) -> Job:
    """Ask for a piece of work, with JSON-able values. Give an `id` to have put a file into its `place` beforehand."""
    with writing():
        return Job.objects.create(id=id or new_id(), task=task, asked=asked, asked_by_id=by, asked_at=now())


def ask_to_stop(job: Job) -> None:
    """What waits is not begun; what runs ends at its next step."""
    with writing():
        Job.objects.filter(id=job.id, state=State.WAITING).update(state=State.STOPPED, ended_at=now())
        Job.objects.filter(id=job.id, state=State.RUNNING, stop_asked_at=None).update(stop_asked_at=now())

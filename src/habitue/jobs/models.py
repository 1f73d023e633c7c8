"""A piece of background work, its progress, and what came of it."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from habitue.lib.ids import new_id
from habitue.stores.models import Staff


class State(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    STOPPED = "stopped", _("stopped")


class Job(models.Model):
    """Asked for by somebody in the back office; no fact about the shop, hence no action.

    `task` names what is done (see `habitue.jobs.work`), `asked` holds what it was told, `result` what it found or what
    went wrong; `done` of `total` steps are behind it. `file` is what it made, relative to the data directory's `jobs`.
    `beat_at` is when a worker was last alive with it, `tries` how many have begun it.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    task = models.CharField(max_length=60)
    asked = models.JSONField(default=dict)
    asked_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    result = models.JSONField(default=dict)
    file = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    stop_asked_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0, db_default=0)

    class Meta:
        indexes = (models.Index(fields=("state", "id"), name="job_by_state"),)

    @property
    def place(self) -> Path:
        """The folder of its own where the files stand that it reads and makes."""
        return _jobs() / str(self.id)

    @property
    def path(self) -> Path:
        return _jobs() / self.file

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.total) if self.total else 0

    @property
    def over(self) -> bool:
        return self.state in {State.DONE, State.FAILED, State.STOPPED}


def _jobs() -> Path:
    data: Path = settings.ENVIRONMENT.data
    return data / "jobs"

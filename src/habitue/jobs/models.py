"""A piece of background work, its progress, and what came of it."""

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

    `task` names what is done (see `habitue.jobs.work`), `asked` holds what it was told, `result` what it found; `done`
    of `total` steps are behind it. `file` is what it made, relative to the data directory's `jobs`.
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

    class Meta:
        indexes = (models.Index(fields=("state", "id"), name="job_by_state"),)

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.total) if self.total else 0

    @property
    def over(self) -> bool:
        return self.state in {State.DONE, State.FAILED, State.STOPPED}

"""A price explained in words: its steps, and who took something off by hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import TypeAdapter

from habitue.pricing.basket import Step
from habitue.sales.facts import StepFacts
from habitue.sales.models import SaleLine
from habitue.stores.models import Staff

LABELS = {
    "asked": _("Price asked for"),
    "book": _("Price book"),
    "promotion": _("Promotion"),
    "manual": _("Discount"),
    "sale_promotion": _("Promotion on the whole sale"),
    "sale_manual": _("Discount on the whole sale"),
    "returned": _("As it was sold"),
}
_STEPS: TypeAdapter[list[StepFacts]] = TypeAdapter(list[StepFacts])


@dataclass(frozen=True, slots=True)
class Explained:
    """One step in words. `off` is what it takes off, less than nothing where it makes the line dearer."""

    kind: str
    label: str
    name: str
    off: int
    rate: Decimal | None = None
    by: str = ""
    allowed_by: str = ""
    reason: str = ""

    @property
    def dearer(self) -> int:
        return -self.off

    @property
    def short(self) -> str:
        """What stands beside a line: the book's or the promotion's name, else what kind of step it is."""
        return self.name or self.label


def explain(steps: Iterable[Step | StepFacts], staff: Mapping[UUID, str] | None = None) -> list[Explained]:
    """The steps but for the list price, which stands above them. `staff` are the names of who gave something."""
    names = staff or {}
    return [
        Explained(
            kind=str(step.kind),
            label=str(LABELS.get(str(step.kind), "")),
            name=step.name,
            off=step.off,
            rate=None if step.percent is None else step.percent / 100,
            by=names.get(step.by, "") if step.by else "",
            allowed_by=names.get(step.allowed_by, "") if step.allowed_by else "",
            reason=step.reason,
        )
        for step in steps
        if step.kind != "list"
    ]


def steps_of(line: SaleLine) -> list[StepFacts]:
    """Why a line that was sold cost what it did, as it was written down then."""
    return _STEPS.validate_python(line.why)


def staff_of(steps: Iterable[Step | StepFacts]) -> dict[UUID, str]:
    """The names of those who gave something or allowed it."""
    ids = {id for step in steps for id in (step.by, step.allowed_by) if id}
    return dict(Staff.objects.filter(id__in=ids).values_list("id", "name")) if ids else {}

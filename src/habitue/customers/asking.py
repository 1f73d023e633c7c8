"""What a customer is to be asked about consents, since they never were or it is long ago."""

from dataclasses import dataclass
from datetime import datetime

from habitue.customers.consents import REFUSED, Answers, agreed_by
from habitue.customers.models import Purpose
from habitue.lib.clock import months_after


@dataclass(frozen=True, slots=True)
class Hint:
    """What to ask the customer: for which purposes, and when they were last asked (None: one of them never)."""

    purposes: tuple[Purpose, ...]
    last: datetime | None


def hint(answers: Answers, now: datetime, months: int) -> Hint | None:
    """What was never asked, or longer ago than the shop's months. Who is not to be kept is asked nothing more."""
    if agreed_by(answers) == REFUSED:
        return None
    since = months_after(now, -months)
    asked = {purpose: _last_asked(answers, purpose) for purpose in Purpose}
    due = [purpose for purpose, last in asked.items() if last is None or last < since]
    times = [last for purpose in due if (last := asked[purpose])]
    return Hint(tuple(due), min(times) if len(times) == len(due) else None) if due else None


def _last_asked(answers: Answers, purpose: Purpose) -> datetime | None:
    return max((answer.at for (of, _), answer in answers.items() if of == purpose), default=None)

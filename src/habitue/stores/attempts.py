"""Guessing a PIN or a password is slowed down: after MOST wrong ones within WINDOW nobody can try for that person."""

from collections.abc import Callable
from datetime import datetime, timedelta

from habitue.lib.clock import now
from habitue.lib.database import writing
from habitue.stores.models import Staff

MOST = 5
WINDOW = timedelta(minutes=5)


class TooManyAttempts(Exception):
    """Too many wrong ones lately; `wait` is how long until the next may be tried."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__()
        self.wait = wait

    @property
    def minutes(self) -> int:
        """The wait in whole minutes, at least one."""
        return max(1, -(-int(self.wait.total_seconds()) // 60))


def check_pin(staff: Staff, typed: str) -> bool:
    """Whether `typed` is the PIN of `staff`; a wrong one is counted. Raises TooManyAttempts."""
    return _attempt(staff, lambda: staff.has_pin(typed))


def check_staff_password(staff: Staff, typed: str) -> bool:
    """Whether `typed` is the password of `staff`; a wrong one is counted. Raises TooManyAttempts."""
    return _attempt(staff, lambda: staff.has_password(typed))


def tries_left(staff: Staff) -> int:
    """How many wrong ones may still follow before `staff` has to wait."""
    return max(0, MOST - len(_lately(staff, now())))


def _attempt(staff: Staff, is_right: Callable[[], bool]) -> bool:
    """Counted as wrong until it proves right: whoever guesses in many requests at once gets no more guesses by it."""
    moment = now()
    with writing():
        Staff.objects.select_for_update(no_key=True).get(id=staff.id)
        lately = _lately(staff, moment)
        if len(lately) >= MOST:
            raise TooManyAttempts(lately[MOST - 1] + WINDOW - moment)
        staff.failed_attempts.filter(at__lte=moment - WINDOW).delete()
        staff.failed_attempts.create(at=moment)
    if right := is_right():
        with writing():
            staff.failed_attempts.all().delete()
    return right


def _lately(staff: Staff, moment: datetime) -> list[datetime]:
    """When the latest wrong ones were, latest first, of those that still count."""
    attempts = staff.failed_attempts.filter(at__gt=moment - WINDOW).order_by("-at")
    return list(attempts.values_list("at", flat=True)[:MOST])

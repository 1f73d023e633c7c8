"""Guessing a PIN or a password is slowed down: after MOST wrong ones within WINDOW nobody can try for that person."""

from datetime import timedelta

from habitue.lib.clock import now
from habitue.lib.database import writing
from habitue.stores.models import FailedAttempt, Staff

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
    _refuse_if_too_many(staff)
    return _count(staff, right=staff.has_pin(typed))


def check_staff_password(staff: Staff, typed: str) -> bool:
    """Whether `typed` is the password of `staff`; a wrong one is counted. Raises TooManyAttempts."""
    _refuse_if_too_many(staff)
    return _count(staff, right=staff.has_password(typed))


def _refuse_if_too_many(staff: Staff) -> None:
    moment = now()
    lately = staff.failed_attempts.filter(at__gt=moment - WINDOW).order_by("-at").values_list("at", flat=True)[:MOST]
    if len(lately) == MOST:
        raise TooManyAttempts(lately[MOST - 1] + WINDOW - moment)


def _count(staff: Staff, *, right: bool) -> bool:
    with writing():
        if right:
            staff.failed_attempts.all().delete()
        else:
            FailedAttempt.objects.create(staff=staff, at=now())
    return right

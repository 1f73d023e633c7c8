"""The one place where the clock is read: doors read it once, and stamp what they pass on. Months as people count."""

from calendar import monthrange
from datetime import UTC, date, datetime


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def months_after[D: date](day: D, months: int) -> D:
    """The same day of the month, or that month's last; `months` may be less than nothing."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))

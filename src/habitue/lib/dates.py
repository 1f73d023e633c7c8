"""Days and moments as people and other systems write them."""

import re
from datetime import UTC, date, datetime

_DAY_FIRST = re.compile(r"(\d{1,2})[/. \-](\d{1,2})[/. \-](\d{4})")


def read_moment(typed: str, *, month_first: bool) -> datetime | None:
    """None for what is none. A date alone is noon in UTC, which is that date nearly everywhere."""
    try:
        if found := _DAY_FIRST.match(typed):
            one, two, year = (int(part) for part in found.groups())
            day = date(year, one, two) if month_first else date(year, two, one)
            return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        if len(typed) <= 10:
            day = date.fromisoformat(typed)
            return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        moment = datetime.fromisoformat(typed)
    except ValueError:
        return None
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        return None

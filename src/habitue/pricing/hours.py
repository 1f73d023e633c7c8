"""The weekdays and hours at which a promotion is given."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

EVERY_DAY = 0b1111111


@dataclass(frozen=True, slots=True)
class Hours:
    """Bit 0 of `days` is Monday. Hours that go past midnight belong to the day on which they began."""

    days: int = EVERY_DAY
    from_time: time | None = None
    until_time: time | None = None

    def include(self, moment: datetime) -> bool:
        """Whether it is open at `moment`, which is in the time zone of the outlet."""
        if self.days == EVERY_DAY and self.from_time is None and self.until_time is None:
            return True
        at, day = moment.time(), moment.date()
        begin, end = self.from_time or time.min, self.until_time
        if end is not None and end <= begin and self.from_time is not None:
            if at < end:
                day -= timedelta(days=1)
            elif at < begin:
                return False
        elif at < begin or (end is not None and at >= end):
            return False
        return bool(self.days >> day.weekday() & 1)

    def next_after(self, moment: datetime) -> datetime | None:
        """When it opens again after `moment`, at which it is closed."""
        for ahead in range(8):
            day = moment.date() + timedelta(days=ahead)
            opens = datetime.combine(day, self.from_time or time.min, moment.tzinfo)
            if opens > moment and self.days >> day.weekday() & 1:
                return opens
        return None

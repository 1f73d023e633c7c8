"""The work in the background, done here and now."""

from habitue.jobs.work import TICKS, known
from habitue.jobs.worker import one_job


def work_off() -> None:
    """Do all that waits, then what is done again and again."""
    known()
    while one_job():
        pass
    for tick in list(TICKS.values()):
        tick.work()

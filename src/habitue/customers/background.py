from habitue.customers.listing import filing
from habitue.jobs.work import every


@every(5)
def file_who_has_changed() -> None:
    """So that whoever opens the list after an import need not wait for it."""
    while filing.catch_up(filing.AT_ONCE):
        pass

"""Pages that begin after a row, and not after so many rows: the last is found as fast as the first."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db.models import Model, Q, QuerySet

type Side = Literal["gt", "lt"]
type Mark = tuple[datetime, UUID]
"""The place of a row among others that are told by the moment, and by their ids at the same moment."""


def beyond[M: Model](rows: QuerySet[M], first: tuple[str, Side, Any], second: tuple[str, Side, Any]) -> QuerySet[M]:
    """The rows on that side of a place in an order by two columns: each column with its side, and its value there."""
    (column, side, value), (tie, side_of_tie, value_of_tie) = first, second
    return rows.filter(
        # The first condition says nothing new; it is the one that an index can answer.
        Q((f"{column}__{side}e", value)),
        Q((f"{column}__{side}", value)) | Q((f"{tie}__{side_of_tie}", value_of_tie)),
    )


def before_mark[M: Model](rows: QuerySet[M], moment: str, mark: Mark) -> QuerySet[M]:
    return beyond(rows, (moment, "lt", mark[0]), ("id", "lt", mark[1]))


def after_mark[M: Model](rows: QuerySet[M], moment: str, mark: Mark) -> QuerySet[M]:
    return beyond(rows, (moment, "gt", mark[0]), ("id", "gt", mark[1]))


def write_mark(mark: Mark) -> str:
    """As it stands in a page's address."""
    moment, id = mark
    return f"{moment.isoformat()}~{id}"


def read_mark(written: str) -> Mark | None:
    moment, _between, id = written.partition("~")
    try:
        mark = datetime.fromisoformat(moment), UUID(id)
    except ValueError:
        return None
    return mark if mark[0].tzinfo else None

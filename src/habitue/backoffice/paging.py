"""Pages of a long list, the latest first."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from habitue.lib.paging import after_mark, before_mark, read_mark, write_mark

ROWS = 50


@dataclass(frozen=True, slots=True)
class Page[M: Model]:
    """`earlier` and `later` are the marks that lead on; empty where there is nothing more."""

    rows: list[M]
    earlier: str
    later: str


def page_of[M: Model](rows: QuerySet[M], moment: str, asked: Mapping[str, str]) -> Page[M]:
    """The rows that come `before` the mark that is asked for, in time, or `after` it; the latest when there is none.

    `moment` is the column that says when.
    """
    latest_first = rows.order_by(f"-{moment}", "-id")
    if mark := read_mark(asked.get("after", "")):
        found = list(after_mark(latest_first.reverse(), moment, mark)[: ROWS + 1])
        if len(found) > ROWS:
            return _page(found[:ROWS][::-1], moment, earlier=True, later=True)
        # Too few to fill a page: the first page says the same, and more.
        mark = None
    else:
        mark = read_mark(asked.get("before", ""))
    found = list((before_mark(latest_first, moment, mark) if mark else latest_first)[: ROWS + 1])
    return _page(found[:ROWS], moment, earlier=len(found) > ROWS, later=bool(mark))


def _page[M: Model](rows: list[M], moment: str, *, earlier: bool, later: bool) -> Page[M]:
    def mark(row: M) -> str:
        return write_mark((getattr(row, moment), row.pk))

    return Page(rows, earlier=mark(rows[-1]) if earlier and rows else "", later=mark(rows[0]) if later and rows else "")

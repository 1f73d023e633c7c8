"""Pages of a long list, each found by the row that it begins after, so that the last is as fast as the first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

ROWS = 50


@dataclass(frozen=True, slots=True)
class Order:
    """Latest first: by a moment or day, and by an id among those of the same. Each with how it is read from a URL.

    `id_grows` says whether a later row has the greater id or the smaller one.
    """

    moment: str
    id: str
    read_moment: Callable[[str], Any]
    read_id: Callable[[str], Any]
    id_grows: bool = True

    def mark(self, row: Model) -> str:
        return f"{getattr(row, self.moment).isoformat()}~{getattr(row, self.id)}"


@dataclass(frozen=True, slots=True)
class Page[M: Model]:
    """`earlier` and `later` are the marks that lead on; empty where there is nothing more."""

    rows: list[M]
    earlier: str
    later: str


def page_of[M: Model](rows: QuerySet[M], order: Order, *, before: str = "", after: str = "") -> Page[M]:
    """The rows that come before a mark in time, or after it; the latest when there is no mark that can be read."""
    latest_first = rows.order_by(f"-{order.moment}", f"-{order.id}" if order.id_grows else order.id)
    if mark := _read(after, order):
        found = list(_beyond(latest_first.reverse(), order, mark, later=True)[: ROWS + 1])
        if len(found) > ROWS:
            return _page(found[:ROWS][::-1], order, earlier=True, later=True)
        # Too few to fill a page: the first page says the same, and more.
        mark = None
    else:
        mark = _read(before, order)
    found = list((_beyond(latest_first, order, mark, later=False) if mark else latest_first)[: ROWS + 1])
    return _page(found[:ROWS], order, earlier=len(found) > ROWS, later=bool(mark))


def _beyond[M: Model](rows: QuerySet[M], order: Order, mark: tuple[Any, Any], *, later: bool) -> QuerySet[M]:
    moment, id = mark
    side, side_of_id = ("gt" if later else "lt"), ("gt" if later == order.id_grows else "lt")
    # The first condition says nothing new; it is the one that an index can answer.
    return rows.filter(
        Q((f"{order.moment}__{side}e", moment)),
        Q((f"{order.moment}__{side}", moment)) | Q((f"{order.id}__{side_of_id}", id)),
    )


def _read(mark: str, order: Order) -> tuple[Any, Any] | None:
    moment, _between, id = mark.partition("~")
    try:
        return order.read_moment(moment), order.read_id(id)
    except ValueError:
        return None


def _page[M: Model](rows: list[M], order: Order, *, earlier: bool, later: bool) -> Page[M]:
    return Page(
        rows,
        earlier=order.mark(rows[-1]) if earlier and rows else "",
        later=order.mark(rows[0]) if later and rows else "",
    )

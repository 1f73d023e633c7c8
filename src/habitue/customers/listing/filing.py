"""Keeping the list's rows right: whoever the feed says has changed is filed anew, from what is known of them now.

So no action has to think of the list, and a sale does nothing for it. Whoever shows the list files first what has
changed since (`catch_up`); after an import, the worker does it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import connection

from habitue.customers.listing.facets import Numbers
from habitue.customers.models import Customer, Filed, Listed
from habitue.journal.models import Change, Feed
from habitue.lib.database import writing
from habitue.lib.text import fold
from habitue.stores.models import Register

AT_ONCE = 1000
NAME_LENGTH = 60
DAY_ZERO = date(1970, 1, 1).toordinal()
LAST = "\U0010ffff"
"""Who has no name of any kind comes last."""

type OutletsOf = Callable[[Sequence[UUID]], Iterable[tuple[UUID, UUID]]]

_COLUMNS = ("key", "name", "created", "visited", "spent", "facets", "elsewhere")


class Shopping:
    """Who bought at which outlets. Sales are on a floor above, which says so here when the program starts."""

    outlets_of: OutletsOf = staticmethod(lambda _customers: ())


def behind() -> int:
    """How many changes the list does not know of yet."""
    feed, filed = Feed.objects.first(), Filed.objects.first()
    if feed is None:
        return 0
    return feed.seq if filed is None or filed.epoch != feed.epoch else feed.seq - filed.seq


def catch_up(most: int | None = None) -> int:
    """File what has changed, at most so many changes. Returns how many there were."""
    done = 0
    while behind() and (most is None or done < most):
        with writing():
            filed = _filed()
            changes = Change.objects.filter(seq__gt=filed.seq).order_by("seq")[:AT_ONCE]
            rows = list(changes.values_list("seq", "kind", "object_id"))
            if not rows:
                break
            file(dict.fromkeys(id for _seq, kind, id in rows if kind == "customer"))
            filed.seq = rows[-1][0]
            filed.save(update_fields=["seq"])
        done += len(rows)
    return done


def file(ids: Iterable[UUID]) -> None:
    """File these customers anew."""
    numbers, outlets = Numbers(), dict(Register.objects.values_list("id", "outlet_id"))
    for some in batched(ids, 500, strict=False):
        rows = list(_rows(some, numbers, outlets))
        if gone := [key for key, name, *_ in rows if name is None]:
            Listed.objects.filter(customer__in=gone).delete()
        _store([row for row in rows if row[1] is not None])


def what_is_wrong() -> Iterator[str]:
    """Each customer whom the list does not know as they are. For tests and checks; reads all."""
    with writing():
        numbers, outlets = Numbers(), dict(Register.objects.values_list("id", "outlet_id"))
        found = {row[0]: row for row in Listed.objects.values_list("pk", *_COLUMNS[1:])}
        ids = Customer.objects.values_list("id", flat=True).iterator(500)
        expected = {row[0]: row for some in batched(ids, 500, strict=False) for row in _rows(some, numbers, outlets)}
    for key, row in expected.items():
        if found.pop(key, None) != (None if row[1] is None else row):
            yield f"{key} is not listed as it is"
    for key in found:
        yield f"{key} is listed and not there"


def _filed() -> Filed:
    """The mark, held until the transaction ends. A feed that was begun anew is filed from its start."""
    Filed.objects.get_or_create(id=1)
    filed = Filed.objects.select_for_update().get(id=1)
    epoch = Feed.objects.values_list("epoch", flat=True).get()
    if filed.epoch != epoch:
        Listed.objects.all().delete()
        filed.epoch, filed.seq = epoch, 0
        filed.save()
    return filed


def _rows(ids: Sequence[UUID], numbers: Numbers, outlets: dict[UUID, UUID]) -> Iterator[tuple[Any, ...]]:
    """The rows of these customers in the order of `_COLUMNS`; without a name for those who are not to be listed."""
    bought: dict[UUID, set[UUID]] = {}
    for customer, outlet in Shopping.outlets_of(ids):
        bought.setdefault(customer, set()).add(outlet)
    known: Iterable[tuple[Any, ...]] = Customer.objects.filter(id__in=ids).values_list(
        "search_key", "id", "first_name", "last_name", "company", "email", "phone", "code", "group_id", "agreed",
        "created_at", "created_register_id", "last_visit", "spent", "merged_into_id",
    )  # fmt: skip
    for key, id, first, last, company, email, phone, code, group, agreed, at, register, visit, spent, merged in known:
        if merged is not None:
            yield key, None
            continue
        where = bought.get(id, set())
        if register is not None:
            where.add(outlets[register])
        facets = numbers.facets(email=email, phone=phone, agreed=agreed, group=group, outlets=where)
        name = sort_name(first, last, company) or LAST + (fold(email) or phone or code)
        yield key, name[:NAME_LENGTH], int(at.timestamp()), day_number(visit), spent, *facets


def sort_name(first_name: str, last_name: str, company: str) -> str:
    """Where the customer stands among others: by last name, then first name; a company by its own."""
    return fold(f"{last_name} {first_name}".strip() or company)


def day_number(moment: datetime | None) -> int:
    return moment.astimezone(UTC).date().toordinal() - DAY_ZERO if moment else 0


def _store(rows: list[tuple[Any, ...]]) -> None:
    """Only what differs is written: a customer who was told of for another reason costs no more than this look."""
    table = Listed._meta.db_table
    changed, differs = (
        between.join(pattern.format(each, table) for each in _COLUMNS[1:])
        for between, pattern in ((", ", "{0} = excluded.{0}"), (" OR ", "{1}.{0} <> excluded.{0}"))
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({', '.join(_COLUMNS)}) VALUES ({', '.join(['%s'] * len(_COLUMNS))}) "  # noqa: S608 - names of our own table
            f"ON CONFLICT (key) DO UPDATE SET {changed} WHERE {differs}",
            sorted(rows, reverse=True),
        )

"""Keeping the list's rows right: whoever the feed says has changed is filed anew, from what is known of them now.

So no action has to think of the list, and a sale does nothing for it. Whoever shows the list files first what has
changed since (`catch_up`); after an import, the worker does it (`catch_up_with_all`).

Ids are as the engine holds them here, because a million of them are read: text on SQLite, UUIDs on PostgreSQL.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F

from habitue.customers.listing.facets import Numbers, group_number
from habitue.customers.listing.held import file_held, held_by, marks_of
from habitue.customers.models import Customer, Filed, Held, Listed, Numbered
from habitue.journal.models import Feed
from habitue.lib.bulk import rows_where
from habitue.lib.database import writing
from habitue.lib.rows import stored
from habitue.lib.text import fold
from habitue.stores.models import Register

AT_ONCE = 1000
MANY = 50_000
"""So many rows are put in before the indexes are made, each of which is then made at a stroke."""
NAME_LENGTH = 60
DAY_ZERO = date(1970, 1, 1).toordinal()
LAST = "\U0010ffff"
"""Who has no name of any kind comes last."""

type OutletsOf = Callable[[Sequence[Any]], Iterable[tuple[Any, Any]]]

_TABLE = Listed._meta.db_table
_COLUMNS = ("key", "name", "created", "visited", "spent", "facets", "elsewhere", "own")


class Shopping:
    """Who bought at which outlets. Sales are on a floor above, which says so here when the program starts."""

    outlets_of: OutletsOf = staticmethod(lambda _customers: ())


def behind() -> int:
    """How many changes the list does not know of yet."""
    feed, filed = Feed.objects.first(), Filed.objects.first()
    if feed is None:
        return 0
    return feed.seq if filed is None or filed.epoch != feed.epoch else feed.seq - filed.seq


def catch_up(most: int) -> None:
    """File what has changed, about so many changes at most."""
    done = 0
    while done < most and behind() and (some := _file_next(AT_ONCE)):
        done += some


def catch_up_with_all() -> None:
    """File all that has changed, in transactions that are short."""
    waiting = behind()
    if not waiting:
        return
    if waiting > MANY:
        with writing(), connection.cursor() as cursor:
            for index in Listed._meta.indexes:
                cursor.execute(f"DROP INDEX IF EXISTS {index.name}")
    try:
        while behind() and _file_next(AT_ONCE):
            pass
    finally:
        put_indexes_back()


def put_indexes_back() -> None:
    """Make those that are not there: while many are filed, and after a crash in the midst of that."""
    for index in Listed._meta.indexes:
        made = str(index.create_sql(Listed, connection.schema_editor()))
        with writing(), connection.cursor() as cursor:
            cursor.execute(made.replace("CREATE INDEX", "CREATE INDEX IF NOT EXISTS", 1))


def file(ids: Iterable[UUID]) -> None:
    """File these customers anew."""
    _file([stored(Customer, "id", id) for id in ids])


def misfiled() -> Iterator[str]:
    """Each customer whom the list does not know as they are. For tests and checks; reads all."""
    with writing(), connection.cursor() as cursor:
        found = {row[0]: row for row in Listed.objects.values_list("pk", *_COLUMNS[1:])}
        cursor.execute("SELECT id FROM customers_customer")
        ids = [id for (id,) in cursor.fetchall()]
        numbers, outlets = Numbers(), _outlets()
        expected = {
            row[0]: row for some in batched(ids, AT_ONCE, strict=False) for row in _rows(some, numbers, outlets)
        }
        held = set(Held.objects.values_list("field", "word", "customer_key"))
        listed = {key: row for key, row in expected.items() if row[1] is not None}
        should = {row for some in batched(ids, AT_ONCE, strict=False) for row in held_by(some, listed, numbers)}
        members = Counter(group_number(row[5]) for row in listed.values())
        counted = dict(Numbered.objects.filter(kind="group").values_list("number", "members"))
    for field, _word, key in held ^ should:
        yield f"{key} is not found by what they hold in the field of the number {field}"
    for number in {number for number in {*members, *counted} if members[number] != counted.get(number, 0)}:
        yield f"the group of the number {number} has {members[number]} members, not {counted.get(number)}"
    for key, row in expected.items():
        if found.pop(key, None) != (None if row[1] is None else row):
            yield f"{key} is not listed as it is"
    for key in found:
        yield f"{key} is listed and not there"


def sort_name(first_name: str, last_name: str, company: str) -> str:
    """Where the customer stands among others: by last name, then first name; a company by its own."""
    return fold(f"{last_name} {first_name}".strip() or company)


def day_number(moment: datetime | str | None) -> int:
    """The day in UTC, of a moment as the engine holds it; 0 for none."""
    if not moment:
        return 0
    day = date.fromisoformat(moment[:10]) if isinstance(moment, str) else moment.astimezone(UTC).date()
    return day.toordinal() - DAY_ZERO


def _file_next(most: int) -> int:
    """File up to so many changes in one transaction. Returns how many there were."""
    with writing(), connection.cursor() as cursor:
        filed = _filed()
        cursor.execute(
            "SELECT seq, kind, object_id FROM journal_change WHERE seq > %s ORDER BY seq LIMIT %s", [filed.seq, most]
        )
        changes = cursor.fetchall()
        if changes:
            _file(list(dict.fromkeys(id for _seq, kind, id in changes if kind == "customer")))
            filed.seq = changes[-1][0]
            filed.save(update_fields=["seq"])
        return len(changes)


def _filed() -> Filed:
    """The mark, held until the transaction ends. A feed that was begun anew is filed from its start."""
    Filed.objects.get_or_create(id=1)
    filed = Filed.objects.select_for_update().get(id=1)
    epoch = Feed.objects.values_list("epoch", flat=True).get()
    if filed.epoch != epoch:
        Listed.objects.all().delete()
        Held.objects.all().delete()
        Numbered.objects.update(members=0)
        filed.epoch, filed.seq = epoch, 0
        filed.save()
    return filed


def _file(ids: Sequence[Any]) -> None:
    numbers, outlets = Numbers(), _outlets()
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        rows = list(_rows(some, numbers, outlets))
        keys = [row[0] for row in rows]
        listed = [row for row in rows if row[1] is not None]
        _count([row[5] for row in listed], keys)
        if gone := [key for key, name, *_ in rows if name is None]:
            Listed.objects.filter(customer__in=gone).delete()
        _store(listed)
        file_held(some, keys, [row[0] for row in listed], numbers)


def forget(keys: Sequence[Any]) -> None:
    """Who is being deleted is neither listed nor counted any more."""
    _count([], keys)
    Listed.objects.filter(pk__in=keys).delete()
    Held.objects.filter(customer_key__in=keys).delete()


def _count(facets: Iterable[int], keys: Sequence[Any]) -> None:
    """The groups have as many members more or less as these customers' new facets say, instead of those they had."""
    changed = Counter(map(group_number, facets))
    changed.subtract(map(group_number, Listed.objects.filter(pk__in=keys).values_list("facets", flat=True)))
    for number, more in changed.items():
        if more:
            Numbered.objects.filter(kind="group", number=number).update(members=F("members") + more)


def _outlets() -> dict[str, str]:
    """The outlet of each register."""
    return {register.hex: outlet.hex for register, outlet in Register.objects.values_list("id", "outlet_id")}


def _rows(ids: Sequence[Any], numbers: Numbers, outlets: dict[str, str]) -> Iterator[tuple[Any, ...]]:
    """The rows of these customers in the order of `_COLUMNS`; without a name for those who are not to be listed."""
    marks = marks_of(ids, numbers)
    bought: dict[Any, set[str]] = {}
    for customer, outlet in Shopping.outlets_of(ids):
        bought.setdefault(customer, set()).add(_hex(outlet))
    known = rows_where(
        "SELECT search_key, id, first_name, last_name, company, email, phone, code, group_id, agreed, created_at, "
        "created_register_id, last_visit, spent, merged_into_id FROM customers_customer WHERE id IN",
        ids,
    )
    for key, id, first, last, company, email, phone, code, group, agreed, at, register, visit, spent, merged in known:
        if merged:
            yield key, None
            continue
        where = bought.get(id, set())
        if register:
            where.add(outlets[_hex(register)])
        facets = numbers.facets(email=email, phone=phone, agreed=agreed, group=_hex(group), outlets=where)
        name = sort_name(first, last, company) or LAST + (fold(email) or phone or code)
        yield key, name[:NAME_LENGTH], _seconds(at), day_number(visit), spent, *facets, marks.get(id, 0)


def _hex(id: Any) -> str:
    return id if isinstance(id, str) else id.hex


def _seconds(moment: datetime | str) -> int:
    at = datetime.fromisoformat(f"{moment}+00:00") if isinstance(moment, str) else moment
    return int(at.timestamp())


def _store(rows: list[tuple[Any, ...]]) -> None:
    """Only what differs is written: a customer who was told of for another reason costs no more than this look."""
    changed, differs = (
        between.join(pattern.format(each, _TABLE) for each in _COLUMNS[1:])
        for between, pattern in ((", ", "{0} = excluded.{0}"), (" OR ", "{1}.{0} <> excluded.{0}"))
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {_TABLE} ({', '.join(_COLUMNS)}) VALUES ({', '.join(['%s'] * len(_COLUMNS))}) "  # noqa: S608 - names of our own table
            f"ON CONFLICT (key) DO UPDATE SET {changed} WHERE {differs}",
            sorted(rows, reverse=True),
        )

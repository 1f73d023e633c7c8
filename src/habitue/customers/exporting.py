"""All customers as a CSV file: for a spreadsheet, and for `importing`, which reads back what is written here."""

import os
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial
from itertools import batched
from operator import attrgetter
from pathlib import Path
from typing import Any

from django.db import connection

from habitue.customers.consents import CHANNELS, KEPT, REFUSED, channels_of
from habitue.customers.importing.more import NETWORKS
from habitue.customers.models import ALL_CUSTOMERS, CustomField, Group, Kind, SocialName
from habitue.customers.own_fields import own_fields, show_values
from habitue.lib.csvlines import Joined, marks

HEADER = (
    "code", "first name", "last name", "company", "phone", "e-mail", "postcode", "cards", "group", "language", "note",
    "birthday", "website", "created", "last visit",
    "may be kept", "e-mail consent", "SMS consent", "phone consent", "post consent",
)  # fmt: skip

COLUMN_OF = {network.value: column for column, network in NETWORKS.items()}

AT_ONCE = 2000

# Cells are joined where they are read, and moments are texts, because the driver's reading of millions of each would
# take as long as all the rest. Moments are told to the second: SQLite keeps them in UTC, and the connection to
# PostgreSQL speaks in UTC.
_READ = """SELECT search_key,
    concat_ws('{mark}', code, first_name, last_name, company, phone, email, postcode,
        coalesce((SELECT string_agg(number, ', ' ORDER BY number) FROM customers_customercard
            WHERE customer_id = c.id AND blocked_at IS NULL), '')),
    group_id,
    concat_ws('{mark}', language, note, birthday, website,
        substr(CAST(created_at AS text), 1, 19) || '+00:00',
        coalesce(substr(CAST(last_visit AS text), 1, 19) || '+00:00', '')),
    agreed, {networks}, {own}
    FROM customers_customer AS c WHERE {where}"""

_HELD = """(SELECT count(*) || string_agg('{mark}' || {name} || '{mark}' || {value}, '')
    FROM {table} WHERE customer_id = c.id)"""
_NETWORKS = _HELD.format(mark="{mark}", name="network", value="name", table="customers_socialname")
_OWN = _HELD.format(mark="{mark}", name="CAST(field_id AS text)", value="value", table="customers_fieldvalue")

_WRITTEN = frozenset((Kind.TEXT, Kind.NUMBER, Kind.DATE))

type Shown = Callable[[tuple[str, ...]], str]

type Lines = tuple[bytes, int]
"""Of a CSV file, and how many rows they are."""


def export_file(path: Path) -> int:
    """Write `path`, whole or not at all, and say how many customers it has."""
    told = Told()
    return write_csv(path, told.header, map(csv_of, told.of_everybody()))


def csv_of(piece: Joined) -> Lines:
    return piece.csv_lines(), len(piece.rows)


def write_csv(path: Path, header: list[str], pieces: Iterable[Lines]) -> int:
    """Write `path`, whole or not at all, and say how many rows it has below its header."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    count = 0
    try:
        with unfinished.open("wb") as file:
            unfinished.chmod(0o600)
            # The mark at the beginning tells spreadsheets that this is UTF-8.
            file.write(BOM_UTF8 + Joined.of([header]).csv_lines())
            for lines, of in pieces:
                file.write(lines)
                count += of
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return count


class Told:
    """What a file tells of customers. Its columns are settled when it begins, whatever is changed meanwhile: ours, the
    networks on which anybody has a name, the shop's own fields.
    """

    def __init__(self) -> None:
        used = set(SocialName.objects.values_list("network", flat=True).distinct())
        networks = {network: column for network, column in COLUMN_OF.items() if network in used}
        fields = own_fields()
        self.header = [*HEADER, *networks.values(), *(field.label_en for field in fields)]
        self._groups = _Groups()
        self._networks: dict[str, Shown] = dict.fromkeys(networks, "".join)
        id_of = str if connection.features.has_native_uuid_field else attrgetter("hex")
        self._own: dict[str, Shown] = {id_of(field.id): _showing(field) for field in fields}

    def of(self, keys: Sequence[int]) -> Joined:
        """These customers, by their search keys and in that order."""
        there, found = self.about(keys)
        if there == keys:
            return found
        rows = dict(zip(there, found.rows, strict=True))
        return Joined([rows[key] for key in keys if key in rows], found.mark)

    def about(self, keys: Sequence[int]) -> tuple[tuple[int, ...], Joined]:
        """Whose keys are told, and what: these customers, in any order, and perhaps some who came between them."""
        return self._read(*_these(keys))

    def of_everybody(self) -> Iterator[Joined]:
        """All who are not merged, piece by piece, in the order in which they came to this node."""
        below = 1
        some = "SELECT search_key FROM customers_customer WHERE search_key < %s ORDER BY search_key DESC LIMIT %s"
        while True:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT min(search_key) FROM ({some}) AS piece", [below, AT_ONCE])  # noqa: S608 - of our own
                (lowest,) = cursor.fetchone()
            if lowest is None:
                return
            where = "search_key >= %s AND search_key < %s AND merged_into_id IS NULL ORDER BY search_key DESC"
            yield self._read(where, [lowest, below])[1]
            below = lowest

    def _read(self, where: str, values: Sequence[int]) -> tuple[tuple[int, ...], Joined]:
        """The search keys, and what is told."""
        tried = (self._read_marked(where, values, mark) for mark in marks())
        return next((keys, found) for keys, found in tried if found.has(len(self.header)))

    def _read_marked(self, where: str, values: Sequence[int], mark: str) -> tuple[tuple[int, ...], Joined]:
        networks = _NETWORKS.format(mark=mark) if self._networks else "NULL"
        own = _OWN.format(mark=mark) if self._own else "NULL"
        with connection.cursor() as cursor:
            cursor.execute(_READ.format(mark=mark, networks=networks, own=own, where=where), values)
            read = cursor.fetchall()
        groups = self._groups
        no_networks, no_own = mark * len(self._networks), mark * len(self._own)
        rows = [
            f"{first}{mark}{groups[group]}{mark}{then}{_consents(agreed, mark)}"
            f"{_cells(networks, self._networks, mark) if networks else no_networks}"
            f"{_cells(own, self._own, mark) if own else no_own}"
            for _key, first, group, then, agreed, networks, own in read
        ]
        return tuple(row[0] for row in read), Joined(rows, mark)


def _cells(held: str, columns: dict[str, Shown], mark: str) -> str:
    """What one customer has there: `held` is how many values, then the name of the column and the value of each."""
    count, *told = held.split(mark)
    if len(told) != 2 * int(count):
        return mark * (len(columns) + 1)  # too many: the mark is in a value, and all is read again with another one
    values: dict[str, tuple[str, ...]] = {}
    for name, value in batched(told, 2, strict=True):
        values[name] = (*sorted((*values[name], value)),) if name in values else (value,)
    return "".join([mark + shown(values[name]) if name in values else mark for name, shown in columns.items()])


def _showing(field: CustomField) -> Shown:
    """As `show_values`. What is chosen is chosen from few, and what is written is shown as it is."""
    return " ".join if field.kind in _WRITTEN else lru_cache(maxsize=4096)(partial(show_values, field))


def _these(keys: Sequence[int]) -> tuple[str, Sequence[int]]:
    """A condition that holds for these customers; of such as came one after the other, for a few more."""
    lowest, highest = min(keys), max(keys)
    if highest - lowest < 2 * len(keys):
        return "search_key BETWEEN %s AND %s ORDER BY search_key", [lowest, highest]
    return f"search_key IN ({', '.join(['%s'] * len(keys))})", keys


class _Groups(dict[Any, str]):
    """Their names by their ids, as any engine holds them; read again when somebody is in one that is new."""

    def __missing__(self, group: Any) -> str:
        for id, name in Group.objects.values_list("id", "name"):
            self[id] = self[id.hex] = "" if id == ALL_CUSTOMERS else name
        return self.get(group, "")


@cache
def _consents(agreed: int, mark: str) -> str:
    """What the latest answers come to; a "no" over a channel is as empty here as what was never asked."""
    kept = "no" if agreed & REFUSED else "yes" if agreed & KEPT else ""
    cells = (kept, *("yes" if channel in channels_of(agreed) else "" for channel in CHANNELS))
    return "".join(f"{mark}{cell}" for cell in cells)

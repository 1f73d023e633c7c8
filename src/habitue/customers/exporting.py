"""All customers as a CSV file: for a spreadsheet, and for `importing`, which reads back what is written here."""

import os
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache, partial
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.db import connection

from habitue.customers.consents import CHANNELS, KEPT, REFUSED, channels_of
from habitue.customers.importing.more import NETWORKS
from habitue.customers.models import ALL_CUSTOMERS, Group, SocialName
from habitue.customers.own_fields import own_fields, show_values
from habitue.lib.csvlines import csv_lines, csv_lines_of

HEADER = (
    "code", "first name", "last name", "company", "phone", "e-mail", "postcode", "cards", "group", "language", "note",
    "birthday", "website", "created", "last visit",
    "may be kept", "e-mail consent", "SMS consent", "phone consent", "post consent",
)  # fmt: skip

_GROUP = HEADER.index("group")

COLUMN_OF = {network.value: column for column, network in NETWORKS.items()}

AT_ONCE = 2000

_CARDS = """coalesce((SELECT string_agg(number, ', ' ORDER BY number) FROM customers_customercard
    WHERE customer_id = c.id AND blocked_at IS NULL), '')"""

# Moments as text, because the driver's reading of a million of them would take as long as all the rest. They are told
# to the second: SQLite keeps them in UTC, and the connection to PostgreSQL speaks in UTC.
_CELLS = (
    *("code", "first_name", "last_name", "company", "phone", "email", "postcode"),
    _CARDS,
    *("group_id", "language", "note", "birthday", "website"),
    *("CAST(created_at AS text)", "CAST(last_visit AS text)", "agreed"),
)


def export_file(path: Path) -> int:
    """Write `path`, whole or not at all, and say how many customers it has."""
    told = Told()
    return _write(path, told.header, ((csv_lines_of(columns), len(columns[0])) for columns in told.of_everybody()))


def write_csv(path: Path, header: list[str], pieces: Iterator[list[list[str]]]) -> int:
    """Write `path`, whole or not at all, and say how many rows it has below its header."""
    return _write(path, header, ((csv_lines(rows), len(rows)) for rows in pieces))


def _write(path: Path, header: list[str], pieces: Iterator[tuple[str, int]]) -> int:
    """The lines of each piece, and how many they are."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    count = 0
    try:
        # The mark at the beginning tells spreadsheets that this is UTF-8.
        with unfinished.open("w", encoding="utf-8-sig", newline="") as file:
            unfinished.chmod(0o600)
            file.write(csv_lines([header]))
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
        self._networks = [network for network in COLUMN_OF if network in used]
        self._fields = own_fields()
        self._shown = {field.id.hex: lru_cache(maxsize=4096)(partial(show_values, field)) for field in self._fields}
        columns = (COLUMN_OF[network] for network in self._networks)
        self.header = [*HEADER, *columns, *(field.label_en for field in self._fields)]

    def of(self, keys: Sequence[int]) -> list[list[str]]:
        """The cells of these customers, by their search keys and in that order."""
        if not keys:
            return []
        there, columns = self._read(*_these(keys))
        found = dict(zip(there, map(list, zip(*columns, strict=True)), strict=True))
        return [found[key] for key in keys if key in found]

    def of_everybody(self) -> Iterator[Sequence[Sequence[str]]]:
        """The columns of all who are not merged, piece by piece, in the order in which they came to this node."""
        below = 1
        some = "SELECT search_key FROM customers_customer WHERE search_key < %s ORDER BY search_key DESC LIMIT %s"
        while True:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT min(search_key) FROM ({some}) AS piece", [below, AT_ONCE])  # noqa: S608 - of our own
                (lowest,) = cursor.fetchone()
            if lowest is None:
                return
            where = "search_key >= %s AND search_key < %s AND merged_into_id IS NULL ORDER BY search_key DESC"
            _keys, columns = self._read(where, [lowest, below])
            if columns:
                yield columns
            below = lowest

    def _read(self, where: str, values: Sequence[int]) -> tuple[Sequence[int], list[Sequence[str]]]:
        """The search keys, and the columns of the file."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT search_key, {', '.join(_CELLS)} FROM customers_customer AS c WHERE {where}",  # noqa: S608 - of our own
                values,
            )
            rows = cursor.fetchall()
        if not rows:
            return (), []
        keys, *columns, created, visited, agreed = zip(*rows, strict=True)
        groups = _groups()
        columns[_GROUP] = tuple(groups[group] for group in columns[_GROUP])
        moments = ([f"{text[:19]}+00:00" if text else "" for text in each] for each in (created, visited))
        return keys, [*columns, *moments, *zip(*map(_consents, agreed), strict=True), *self._beside(keys)]

    def _beside(self, keys: Sequence[int]) -> list[Sequence[str]]:
        """The columns of the networks, and of the shop's own fields."""
        columns: list[Sequence[str]] = []
        if self._networks:
            names = _social_names(keys)
            theirs = [names.get(key, {}) for key in keys]
            columns += [[each.get(network, "") for each in theirs] for network in self._networks]
        if self._fields:
            told = _own_values(keys)
            values = [told.get(key, {}) for key in keys]
            for id, shown in self._shown.items():
                columns.append([shown(tuple(each[id])) if id in each else "" for each in values])
        return columns


def _these(keys: Sequence[int]) -> tuple[str, Sequence[int]]:
    """A condition that holds for these customers; of such as came one after the other, for a few more."""
    lowest, highest = min(keys), max(keys)
    if highest - lowest < 2 * len(keys):
        return "search_key BETWEEN %s AND %s", [lowest, highest]
    return f"search_key IN ({', '.join(['%s'] * len(keys))})", keys


def _groups() -> dict[Any, str]:
    """Their names by their ids, as any engine holds them."""
    groups: dict[Any, str] = {}
    for id, name in Group.objects.values_list("id", "name"):
        groups[id] = groups[id.hex] = "" if id == ALL_CUSTOMERS else name
    return groups


def _social_names(keys: Sequence[int]) -> dict[int, dict[str, str]]:
    """By search key and network."""
    found: dict[int, dict[str, str]] = {}
    rows = SocialName.objects.filter(customer__search_key__in=keys)
    for key, network, name in rows.values_list("customer__search_key", "network", "name"):
        found.setdefault(key, {})[network] = name
    return found


def _own_values(keys: Sequence[int]) -> dict[int, dict[str, list[str]]]:
    """By search key and field, what the records hold in the shop's own fields."""
    these, values = _these(keys)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.search_key, v.field_id, v.value FROM customers_fieldvalue AS v "  # noqa: S608 - as above
            f"JOIN customers_customer AS c ON c.id = v.customer_id WHERE c.{these}",
            values,
        )
        found: dict[int, dict[str, list[str]]] = {}
        for key, field, value in sorted(cursor.fetchall(), key=itemgetter(2)):
            found.setdefault(key, {}).setdefault(field if isinstance(field, str) else field.hex, []).append(value)
        return found


@cache
def _consents(agreed: int) -> tuple[str, ...]:
    """What the latest answers come to; a "no" over a channel is as empty here as what was never asked."""
    kept = "no" if agreed & REFUSED else "yes" if agreed & KEPT else ""
    return kept, *("yes" if channel in channels_of(agreed) else "" for channel in CHANNELS)

"""All customers as a CSV file: for a spreadsheet, and for `importing`, which reads back what is written here."""

import os
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection

from habitue.customers.consents import CHANNELS, KEPT, REFUSED, channels_of
from habitue.customers.importing.more import NETWORKS
from habitue.customers.models import ALL_CUSTOMERS, Group, SocialName
from habitue.customers.own_fields import own_fields, show_values
from habitue.lib.csvlines import csv_lines

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

# Moments as text, because the driver's reading of a million of them would take as long as all the rest.
_CELLS = (
    *("code", "first_name", "last_name", "company", "phone", "email", "postcode"),
    _CARDS,
    *("group_id", "language", "note", "birthday", "website"),
    *("CAST(created_at AS text)", "CAST(last_visit AS text)", "agreed"),
)


def export_file(path: Path) -> int:
    """Write `path`, whole or not at all, and say how many customers it has."""
    told = Told()
    return write_csv(path, told.header, told.of_everybody())


def write_csv(path: Path, header: list[str], pieces: Iterator[list[list[str]]]) -> int:
    """Write `path`, whole or not at all, and say how many rows it has below its header."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    count = 0
    try:
        # The mark at the beginning tells spreadsheets that this is UTF-8.
        with unfinished.open("w", encoding="utf-8-sig", newline="") as file:
            unfinished.chmod(0o600)
            file.write(csv_lines([header]))
            for rows in pieces:
                file.write(csv_lines(rows))
                count += len(rows)
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
        columns = (COLUMN_OF[network] for network in self._networks)
        self.header = [*HEADER, *columns, *(field.label_en for field in self._fields)]

    def of(self, keys: Sequence[int]) -> list[list[str]]:
        """The cells of these customers, by their search keys and in that order."""
        if not keys:
            return []
        found = self._read(f"search_key IN ({', '.join(['%s'] * len(keys))})", keys)
        return [found[key] for key in keys if key in found]

    def of_everybody(self) -> Iterator[list[list[str]]]:
        """All who are not merged, in the order in which they became customers of this node."""
        below = 1
        some = "SELECT search_key FROM customers_customer WHERE search_key < %s ORDER BY search_key DESC LIMIT %s"
        while True:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT min(search_key) FROM ({some}) AS piece", [below, AT_ONCE])  # noqa: S608 - of our own
                (lowest,) = cursor.fetchone()
            if lowest is None:
                return
            where = "search_key >= %s AND search_key < %s AND merged_into_id IS NULL ORDER BY search_key DESC"
            yield list(self._read(where, [lowest, below]).values())
            below = lowest

    def _read(self, where: str, values: Sequence[int]) -> dict[int, list[str]]:
        """The cells by search key."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT search_key, {', '.join(_CELLS)} FROM customers_customer AS c WHERE {where}",  # noqa: S608 - of our own
                values,
            )
            rows = cursor.fetchall()
        if not rows:
            return {}
        keys, *columns, created, visited, agreed = zip(*rows, strict=True)
        groups = _groups()
        columns[_GROUP] = tuple(groups[group] for group in columns[_GROUP])
        moments = (tuple(map(_moment, each)) for each in (created, visited))
        columns = [*columns, *moments, *zip(*map(_consents, agreed), strict=True)]
        found = dict(zip(keys, map(list, zip(*columns, strict=True)), strict=True))
        self._add_what_is_beside(found)
        return found

    def _add_what_is_beside(self, found: dict[int, list[str]]) -> None:
        keys = list(found)
        if self._networks:
            names = _social_names(keys)
            for key, cells in found.items():
                cells.extend(names.get(key, {}).get(network, "") for network in self._networks)
        if self._fields:
            told = _own_values(keys)
            for key, cells in found.items():
                values = told.get(key, {})
                cells.extend(show_values(field, values.get(field.id.hex, ())) for field in self._fields)


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
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.search_key, v.field_id, v.value FROM customers_fieldvalue AS v "  # noqa: S608 - as above
            "JOIN customers_customer AS c ON c.id = v.customer_id "
            f"WHERE c.search_key IN ({', '.join(['%s'] * len(keys))}) ORDER BY v.value",
            keys,
        )
        found: dict[int, dict[str, list[str]]] = {}
        for key, field, value in cursor.fetchall():
            found.setdefault(key, {}).setdefault(field if isinstance(field, str) else field.hex, []).append(value)
        return found


@cache
def _consents(agreed: int) -> tuple[str, ...]:
    """What the latest answers come to; a "no" over a channel is as empty here as what was never asked."""
    kept = "no" if agreed & REFUSED else "yes" if agreed & KEPT else ""
    return kept, *("yes" if channel in channels_of(agreed) else "" for channel in CHANNELS)


def _moment(text: str | None) -> str:
    """To the second. SQLite keeps moments in UTC, and the connection to PostgreSQL speaks in UTC."""
    return f"{text[:19]}+00:00" if text else ""

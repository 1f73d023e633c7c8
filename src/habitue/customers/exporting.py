"""All customers as a CSV file: for a spreadsheet, and for `importing`, which reads back what is written here."""

import csv
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
from habitue.lib.csvfile import safe_cell

HEADER = (
    "code", "first name", "last name", "company", "phone", "e-mail", "postcode", "cards", "group", "language", "note",
    "birthday", "website", "created", "last visit",
    "may be kept", "e-mail consent", "SMS consent", "phone consent", "post consent",
)  # fmt: skip

COLUMN_OF = {network.value: column for column, network in NETWORKS.items()}

AT_ONCE = 5000
UNSAFE = frozenset("'=+-@\t\r")
"""What a cell may begin with that has to be looked at."""

# As text, because the driver's reading of a million moments would take as long as all the rest.
_COLUMNS = (
    "search_key", "code", "first_name", "last_name", "company", "phone", "email", "postcode", "group_id",
    "language", "note", "birthday", "website", "agreed", "CAST(created_at AS text)", "CAST(last_visit AS text)",
)  # fmt: skip


def export_file(path: Path) -> int:
    """Write `path`, whole or not at all, and say how many customers it has."""
    return write_csv(path, _pieces())


def write_csv(path: Path, pieces: Iterator[list[list[str]]]) -> int:
    """Write `path`, whole or not at all, and say how many rows it has below its header."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    count = 0
    try:
        # The mark at the beginning tells spreadsheets that this is UTF-8.
        with unfinished.open("w", encoding="utf-8-sig", newline="") as file:
            unfinished.chmod(0o600)
            writer = csv.writer(file)
            writer.writerow([safe_cell(title) for title in header()])
            for rows in pieces:
                writer.writerows([[safe_cell(cell) if cell[:1] in UNSAFE else cell for cell in row] for row in rows])
                count += len(rows)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return count


def header() -> list[str]:
    """The names of the columns: ours, the networks on which anybody has a name, the shop's own fields."""
    return [*HEADER, *(COLUMN_OF[network] for network in networks()), *(field.label_en for field in own_fields())]


def networks() -> list[str]:
    """Those on which somebody has a name."""
    used = set(SocialName.objects.values_list("network", flat=True).distinct())
    return [network for network in COLUMN_OF if network in used]


def rows_of(keys: Sequence[int]) -> list[list[str]]:
    """The cells of these customers, by their search keys and in that order."""
    if not keys:
        return []
    places = ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(_COLUMNS)} FROM customers_customer WHERE search_key IN ({places})",  # noqa: S608 - names of our own
            keys,
        )
        found = {row[0]: row for row in cursor.fetchall()}
        cursor.execute(
            "SELECT c.search_key, k.number FROM customers_customercard AS k "  # noqa: S608 - as above
            "JOIN customers_customer AS c ON c.id = k.customer_id "
            f"WHERE k.blocked_at IS NULL AND c.search_key IN ({places}) ORDER BY k.number",
            keys,
        )
        cards: dict[int, list[str]] = {}
        for key, number in cursor.fetchall():
            cards.setdefault(key, []).append(number)
    named = Group.objects.values_list("id", "name")
    groups = {id.hex: "" if id == ALL_CUSTOMERS else name for id, name in named}
    rows = [(key, _cells(found[key], cards.get(key), groups)) for key in keys if key in found]
    if columns := networks():
        names = _social_names(keys)
        for key, cells in rows:
            cells.extend(names.get(key, {}).get(network, "") for network in columns)
    if fields := own_fields():
        told = _own_values(keys)
        for key, cells in rows:
            values = told.get(key, {})
            cells.extend(show_values(field, values.get(field.id.hex, ())) for field in fields)
    return [cells for _key, cells in rows]


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


def _pieces() -> Iterator[list[list[str]]]:
    """Everybody who is not merged, in the order in which they became customers of this node."""
    below = 1
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT search_key FROM customers_customer WHERE search_key < %s AND merged_into_id IS NULL "
                "ORDER BY search_key DESC LIMIT %s",
                [below, AT_ONCE],
            )
            keys = [key for (key,) in cursor.fetchall()]
        if not keys:
            return
        yield rows_of(keys)
        below = keys[-1]


def _cells(row: tuple[Any, ...], cards: list[str] | None, groups: dict[str, str]) -> list[str]:
    _key, code, first, last, company, phone, email, postcode, group, language, note, *rest = row
    birthday, website, agreed, created, visit = rest
    return [
        code,
        first,
        last,
        company,
        phone,
        email,
        postcode,
        ", ".join(cards) if cards else "",
        groups[group if isinstance(group, str) else group.hex],
        language,
        note,
        birthday,
        website,
        _moment(created),
        _moment(visit) if visit else "",
        *_consents(agreed),
    ]


@cache
def _consents(agreed: int) -> tuple[str, ...]:
    """What the latest answers come to; a "no" over a channel is as empty here as what was never asked."""
    kept = "no" if agreed & REFUSED else "yes" if agreed & KEPT else ""
    return kept, *("yes" if channel in channels_of(agreed) else "" for channel in CHANNELS)


def _moment(text: str) -> str:
    """To the second. SQLite keeps moments in UTC, and the connection to PostgreSQL speaks in UTC."""
    return f"{text[:19]}+00:00"

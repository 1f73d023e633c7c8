"""All customers as a CSV file: for a spreadsheet, and for `importing`, which reads back what is written here."""

import csv
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from habitue.customers.models import ALL_CUSTOMERS, Customer, CustomerCard, Group
from habitue.lib.csvfile import safe_cell

HEADER = (
    "code", "first name", "last name", "company", "phone", "e-mail", "postcode", "cards", "group", "language", "note",
    "created", "last visit",
)  # fmt: skip

AT_ONCE = 5000


def export_file(path: Path) -> int:
    """Write `path`, whole or not at all, and say how many customers it has."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        # The mark at the beginning tells spreadsheets that this is UTF-8.
        with unfinished.open("w", encoding="utf-8-sig", newline="") as file:
            unfinished.chmod(0o600)
            writer = csv.writer(file)
            writer.writerow(HEADER)
            count = 0
            for rows in _rows():
                writer.writerows(rows)
                count += len(rows)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return count


def _rows() -> Iterator[list[list[str]]]:
    """In the order in which they became customers of this node, in pieces."""
    fields = (
        "search_key", "id", "code", "first_name", "last_name", "company", "phone", "email", "postcode", "group_id",
        "language", "note", "created_at", "last_visit",
    )  # fmt: skip
    groups = {id: "" if id == ALL_CUSTOMERS else name for id, name in Group.objects.values_list("id", "name")}
    below = 1
    while True:
        found = Customer.objects.filter(search_key__lt=below).order_by("-search_key").values_list(*fields)[:AT_ONCE]
        rows = list(found)
        if not rows:
            return
        between = {"customer__search_key__gte": rows[-1][0], "customer__search_key__lt": below}
        cards: dict[Any, list[str]] = {}
        for customer, number in CustomerCard.objects.filter(**between).values_list("customer_id", "number"):
            cards.setdefault(customer, []).append(number)
        yield [_cells(row, cards.get(row[1], []), groups) for row in rows]
        below = rows[-1][0]


def _cells(row: tuple[Any, ...], cards: list[str], groups: dict[Any, str]) -> list[str]:
    _key, _id, code, first, last, company, phone, email, postcode, group, language, note, created, visit = row
    texts = (
        code,
        first,
        last,
        company,
        phone,
        email,
        postcode,
        ", ".join(sorted(cards)),
        groups[group],
        language,
        note,
    )
    return [
        *(safe_cell(text) for text in texts),
        created.isoformat(sep=" ", timespec="seconds"),
        visit.isoformat(sep=" ", timespec="seconds") if visit else "",
    ]

"""Customers written to a file as the list has them: narrowed and in its order, with all that `exporting` writes.

CSV has the header that an import reads back; XLSX is for a spreadsheet.
"""

import os
from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import batched, compress
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from habitue.customers.exporting import Told, csv_of, write_csv
from habitue.customers.models import Listed
from habitue.lib.aside import Aside
from habitue.lib.csvfile import UNSAFE
from habitue.lib.csvlines import Joined

AT_ONCE = 2000
MOST_ROWS = 1_048_576
"""As many as a sheet of a spreadsheet can have."""

type Progress = Callable[[int, int], None]


def write_file(path: Path, listed: QuerySet[Listed], progress: Progress = lambda _done, _of: None) -> int:
    """Write `path`, whole or not at all, as the end of its name says; returns how many customers it has."""
    keys = array("q", listed.values_list("pk", flat=True))
    told = Told()
    if path.suffix == ".xlsx":
        return _write_xlsx(path, told.header, _pieces(told, keys, progress))
    came = _as_they_came(keys)
    if len(keys) <= AT_ONCE or keys in (came, came[::-1]):
        return write_csv(path, told.header, map(csv_of, _pieces(told, keys, progress)))
    # Customers who are far from each other take three times as long to read: they are read as they came, and their
    # lines wait for their turn.
    with Aside(path.parent, came[0], came[-1]) as aside:
        for number, some in enumerate(batched(came, AT_ONCE, strict=False)):
            there, told_of_them = told.about(some)
            aside.lay(there, told_of_them.csv_line_of_each())
            progress(number * AT_ONCE + len(some), len(keys))
        taken = aside.take(batched(keys, AT_ONCE, strict=False))
        return write_csv(path, told.header, ((b"\r\n".join([*lines, b""]), len(lines)) for lines in taken))


def _as_they_came(keys: array[int]) -> array[int]:
    """In their order by number, of which there are about as many as there are customers."""
    if not keys:
        return keys
    lowest, highest = min(keys), max(keys)
    there = bytearray(highest - lowest + 1)
    for key in keys:
        there[key - lowest] = 1
    return array("q", compress(range(lowest, highest + 1), there))


def _pieces(told: Told, keys: Sequence[int], progress: Progress) -> Iterator[Joined]:
    done = 0
    for some in batched(keys, AT_ONCE, strict=False):
        yield told.of(some)
        done += len(some)
        progress(done, len(keys))


def _write_xlsx(path: Path, header: list[str], pieces: Iterator[Joined]) -> int:
    from xlsxwriter import Workbook

    unfinished = path.with_name(f".{os.getpid()}.{path.name}")
    unfinished.touch(mode=0o600)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    count = 0
    try:
        with Workbook(str(unfinished), options) as book:
            # As a person writes it with an apostrophe before it: a text, also when it is edited or saved as CSV again.
            text = book.add_format({"quote_prefix": True})
            sheet = _new_sheet(book, header)
            for piece in pieces:
                for row in piece.cells():
                    place = count % (MOST_ROWS - 1) + 1
                    if place == 1 and count:
                        sheet = _new_sheet(book, header)
                    for column, cell in enumerate(row):
                        if cell:
                            sheet.write_string(place, column, cell, text if cell[0] in UNSAFE else None)
                    count += 1
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return count


def _new_sheet(book: Any, header: list[str]) -> Any:
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, header, book.add_format({"bold": True}))
    return sheet

"""Customers written to a file as the list has them: narrowed and in its order, with all that `exporting` writes.

CSV has the header that an import reads back; XLSX is for a spreadsheet.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from itertools import batched
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from habitue.customers.exporting import Told, write_csv
from habitue.customers.models import Listed
from habitue.lib.csvfile import UNSAFE

AT_ONCE = 2000
MOST_ROWS = 1_048_576
"""As many as a sheet of a spreadsheet can have."""

type Progress = Callable[[int, int], None]


def write_file(path: Path, listed: QuerySet[Listed], progress: Progress = lambda _done, _of: None) -> int:
    """Write `path`, whole or not at all, as the end of its name says; returns how many customers it has."""
    keys = list(listed.values_list("pk", flat=True))
    told = Told()
    write = _write_xlsx if path.suffix == ".xlsx" else write_csv
    return write(path, told.header, _pieces(told, keys, progress))


def _pieces(told: Told, keys: Sequence[int], progress: Progress) -> Iterator[list[list[str]]]:
    done = 0
    for some in batched(keys, AT_ONCE, strict=False):
        yield told.of(some)
        done += len(some)
        progress(done, len(keys))


def _write_xlsx(path: Path, header: list[str], pieces: Iterator[list[list[str]]]) -> int:
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
            for rows in pieces:
                for row in rows:
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

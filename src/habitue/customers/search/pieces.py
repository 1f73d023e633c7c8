"""Pieces of the index on their way from the process that gathers them to the one that inserts them, on SQLite.

Each is a file of its own and is inserted by a transaction of its own: whoever else writes waits for a second or two.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection

from habitue.lib.database import writing
from habitue.lib.ids import new_id

ROWS = 1_000_000
"""Of the index in one piece, about."""

TABLES = {"lists": ("token", "list"), "singles": ("token", "place"), "spelling": ("rest", "word")}
"""`lists` are JSON lists of places, which SQLite takes apart: it costs half of what handing it every row would."""

_DAYS, _KEYS = 1 << 25, 1 << 31

type Batch = tuple[str, list[tuple[Any, Any]], int]
"""Its table, its rows, and how many rows of the index they stand for."""


def place_of(recency: int, key: int) -> int:
    """Both in one number, always of 18 digits, which sorts as they do in the index."""
    return ((recency + _DAYS) << 32) + key + _KEYS


def write_pieces(folder: Path, batches: Iterable[Batch]) -> Iterator[tuple[Path, int]]:
    """Write `batches` to files in `folder`; yields each when it is whole, and for how many rows it stands."""
    waiting = iter(batches)
    while batch := next(waiting, None):
        path = folder / f"{new_id().hex}.sqlite3"
        yield path, _write(path, batch, waiting)


def _write(path: Path, batch: Batch, more: Iterator[Batch]) -> int:
    from habitue.lib.sqlite.driver import Database

    count = 0
    with closing(Database.connect(path, isolation_level=None)) as file:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "page_size = 16384"):
            file.execute(f"PRAGMA {pragma}")
        for table, columns in TABLES.items():
            file.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
        file.execute("BEGIN")
        following: Batch | None = batch
        while following:
            table, rows, standing_for = following
            file.executemany(f"INSERT INTO {table} VALUES (?, ?)", rows)
            count += standing_for
            following = next(more, None) if count < ROWS else None
        file.execute("COMMIT")
    return count


def insert_piece(path: Path) -> None:
    """Insert what the file holds in the order in which it stands there, and remove the file."""
    place = f"(place >> 32) - {_DAYS}, (place & {(1 << 32) - 1}) - {_KEYS}"
    with connection.cursor() as cursor:
        cursor.execute("ATTACH DATABASE %s AS piece", [str(path)])
        try:
            with writing():
                for source in ("piece.singles", "(SELECT token, value AS place FROM piece.lists, json_each(list))"):
                    cursor.execute(f"INSERT OR IGNORE INTO customers_token SELECT token, {place} FROM {source}")
                cursor.execute("INSERT OR IGNORE INTO customers_spelling SELECT rest, word FROM piece.spelling")
        finally:
            cursor.execute("DETACH DATABASE piece")
    path.unlink()

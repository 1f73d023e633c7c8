"""Many rows at once, by the quickest way that the engine has."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from django.db import connection

AT_ONCE = 5000


def rows_where(select: str, values: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of `select`, which ends in "… WHERE column IN", for all of `values`; thousands of them at a time."""
    ordered = list(values)
    with connection.cursor() as cursor:
        for start in range(0, len(ordered), AT_ONCE):
            some = ordered[start : start + AT_ONCE]
            if connection.vendor == "sqlite":
                # A statement with thousands of places takes a megabyte, and a hundred such are kept to be used again.
                cursor.execute(f"{select} (SELECT value FROM json_each(%s))", [json.dumps(some)])  # noqa: S608 - ours
            else:
                cursor.execute(f"{select} ({', '.join(['%s'] * len(some))})", some)
            yield from cursor.fetchall()


def insert_rows(table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert `rows` as they are: texts, integers and None, dates and ids as the engine writes them."""
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({places})",  # noqa: S608 - names of our own tables
                cast(Any, rows),  # any iterable will do, whatever the stubs say
            )

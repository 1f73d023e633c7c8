"""Chooses the SQLite library: the standard library's where it is new enough, else the one that `pysqlite3` carries."""

import sqlite3
from types import ModuleType
from typing import Any

from django.core.exceptions import ImproperlyConfigured

OLDEST_SAFE = (3, 51, 3)


class OldSQLite(ImproperlyConfigured):
    def __init__(self, found: str) -> None:
        super().__init__(
            f"SQLite {found} is too old: before {'.'.join(map(str, OLDEST_SAFE))} a database in WAL mode can be "
            "corrupted when a checkpoint and a write meet (sqlite.org/wal.html#walresetbug). Install the package "
            "'pysqlite3', which carries a newer SQLite, or use a Python built with one."
        )
        self.found = found


def is_safe(library: ModuleType) -> bool:
    version: tuple[int, ...] = library.sqlite_version_info
    return version >= OLDEST_SAFE


def choose() -> Any:
    """The DB-API module to use, of either kind. Raises OldSQLite when no safe one is installed."""
    if is_safe(sqlite3.dbapi2):
        return sqlite3.dbapi2
    try:
        from pysqlite3 import dbapi2 as bundled
    except ImportError:
        raise OldSQLite(sqlite3.sqlite_version) from None
    if not is_safe(bundled):
        raise OldSQLite(bundled.sqlite_version)
    return bundled


Database = choose()

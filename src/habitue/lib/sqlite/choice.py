"""Chooses the SQLite library: the standard library's where it is new enough, else the one that `pysqlite3` carries."""

import sqlite3
from types import ModuleType
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from habitue.lib.noop import gettext_noop

OLDEST_SAFE = (3, 51, 3)


TOO_OLD = gettext_noop(
    "SQLite {found} is too old: before {oldest} a database in WAL mode can be corrupted when a checkpoint and a write "
    "meet (sqlite.org/wal.html#walresetbug). Install the package “pysqlite3”, which carries a newer SQLite, or use a "
    "Python built with one."
)


class OldSQLite(ImproperlyConfigured):
    def __init__(self, found: str) -> None:
        self.blanks = {"found": found, "oldest": ".".join(map(str, OLDEST_SAFE))}
        super().__init__(TOO_OLD.format_map(self.blanks))


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

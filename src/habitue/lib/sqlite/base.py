"""The back end itself: everything is Django's, except the library underneath and what that library lacks."""

import datetime
import decimal
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import tee
from typing import TYPE_CHECKING, Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3 import base as django_sqlite
from django.db.backends.sqlite3 import features as django_features
from django.db.backends.sqlite3 import operations as django_operations
from django.db.backends.sqlite3._functions import register as register_functions
from django.utils.dateparse import parse_date, parse_datetime, parse_time

from . import mapping, refusals
from .driver import Database

if TYPE_CHECKING:
    from sqlite3 import Connection, Cursor
else:
    Cursor = Database.Cursor

# What SQLite is compiled with unless somebody lowers it; `pysqlite3` has no `getlimit` to ask with.
VARIABLES_IN_A_QUERY = 32_766
COLUMNS_IN_A_RESULT = 2_000


def _teach(library: Any) -> None:
    """Give the library the converters and adapters that Django gives to the standard library's."""
    library.register_converter("bool", b"1".__eq__)
    library.register_converter("date", lambda value: parse_date(value.decode()))
    library.register_converter("time", lambda value: parse_time(value.decode()))
    library.register_converter("datetime", lambda value: parse_datetime(value.decode()))
    library.register_converter("timestamp", lambda value: parse_datetime(value.decode()))
    library.register_adapter(decimal.Decimal, str)
    library.register_adapter(datetime.date, lambda value: value.isoformat())
    library.register_adapter(datetime.datetime, lambda value: value.isoformat(" "))


_teach(Database)


class SQLiteCursor(Cursor):
    """Django writes `%s` and `%(name)s` where SQLite wants `?` and `:name`."""

    def execute(self, query: str, params: Any = None) -> Any:
        if params is None:
            return super().execute(query)
        names = list(params) if isinstance(params, Mapping) else None
        return super().execute(convert_query(query, names), params)

    def executemany(self, query: str, param_list: Iterable[Any]) -> Any:
        peekable, rows = tee(iter(param_list))
        first = next(peekable, None)
        names = list(first) if first and isinstance(first, Mapping) else None
        return super().executemany(convert_query(query, names), rows)


def convert_query(query: str, names: list[str] | None) -> str:
    if names is None:
        # Long statements insert many rows, are hardly ever the same twice, and would only fill the memory.
        return _with_question_marks(query) if len(query) < 8_000 else _with_question_marks.__wrapped__(query)
    return query % {name: f":{name}" for name in names}


@lru_cache(maxsize=1024)
def _with_question_marks(query: str) -> str:
    return django_sqlite.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class DatabaseFeatures(django_features.DatabaseFeatures):
    supports_aggregate_order_by_clause = True

    max_query_params = VARIABLES_IN_A_QUERY


class DatabaseOperations(django_operations.DatabaseOperations):
    def _quote_params_for_last_executed_query(self, params: Any) -> tuple[Any, ...]:
        quoted: tuple[Any, ...] = ()
        for start in range(0, len(params), COLUMNS_IN_A_RESULT):
            chunk = params[start : start + COLUMNS_IN_A_RESULT]
            cursor = self.connection.connection.cursor()
            try:
                quoted += cursor.execute("SELECT " + ", ".join(["QUOTE(?)"] * len(chunk)), chunk).fetchone()
            finally:
                cursor.close()
        return quoted


class DatabaseWrapper(django_sqlite.DatabaseWrapper):
    Database = Database
    features_class = DatabaseFeatures
    ops_class = DatabaseOperations
    init_commands: list[str]
    refusals = 0

    def get_new_connection(self, conn_params: dict[str, Any]) -> "Connection":
        self.refusals = refusals.until_now()
        connection: Connection = Database.connect(**conn_params)
        mapping.opened.set()
        register_functions(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA legacy_alter_table = OFF")
        for command in self.init_commands:
            if command.strip():
                connection.execute(command.strip())
        return connection

    def create_cursor(self, name: str | None = None) -> SQLiteCursor:  # noqa: ARG002 - Django's signature
        cursor: SQLiteCursor = self.connection.cursor(factory=SQLiteCursor)
        return cursor

    def is_usable(self) -> bool:
        """Asked after an error: Django's answers yes without looking, even where the file is gone."""
        return False

    def close_if_unusable_or_obsolete(self) -> None:
        if not self.in_atomic_block and refusals.is_stale(self.refusals):
            self.close()
        super().close_if_unusable_or_obsolete()

    def close(self) -> None:
        self.validate_thread_sharing()
        if not self.is_in_memory_db():
            BaseDatabaseWrapper.close(self)

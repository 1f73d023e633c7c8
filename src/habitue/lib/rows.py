"""Rows written and read by plain SQL, where the ORM's building of the same statement anew costs more than the work.

Only for the paths that every sale and every keystroke take; the models stay the one description of the tables.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model


def insert(rows: Sequence[Model]) -> None:
    """Insert new rows of one model in one statement. Keys that the database counts by itself are not read back."""
    if not rows:
        return
    fields = _fields(type(rows[0]))
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    places = ", ".join(["(" + ", ".join(["%s"] * len(fields)) + ")"] * len(rows))
    table = connection.ops.quote_name(rows[0]._meta.db_table)
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({columns}) VALUES {places}", values)  # noqa: S608 - names of models


def delete(model: type[Model], name: str, value: object) -> None:
    """Delete the rows of `model` whose field `name` is `value`. What points at them has to go first."""
    field = _field(model, name)
    table, column = (connection.ops.quote_name(each) for each in (model._meta.db_table, str(field.column)))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE {column} = %s", [field.get_db_prep_value(value, connection)])  # noqa: S608 - as above


def fetch(sql: str, values: Sequence[Any]) -> tuple[Any, ...] | None:
    """The first row that `sql` answers with, UPDATE … RETURNING included; None when there is none."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row: tuple[Any, ...] | None = cursor.fetchone()
        return row


def stored(model: type[Model], name: str, value: object) -> Any:
    """`value` as the column `name` of `model` holds it on this engine: a UUID is text on SQLite."""
    return _field(model, name).get_db_prep_value(value, connection)


@cache
def _field(model: type[Model], name: str) -> "Field[Any, Any]":
    field: Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]  # never a reverse relation here
    return field


@cache
def _fields(model: type[Model]) -> "tuple[Field[Any, Any], ...]":
    # What has a default in the database too is written as it is here: the row's own value counts.
    return tuple(field for field in model._meta.concrete_fields if field.has_db_default() or not field.db_returning)


def fetch_all(sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """All rows that `sql` answers with, for what is asked at every keystroke: without the layers of Django's cursor,
    which take longer than a short statement does, and without its log of what was asked.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors:
        found: list[tuple[Any, ...]] = connection.create_cursor().execute(sql, values).fetchall()
    return found

"""Model instances read by plain SQL that is put together once: for what is asked at every keystroke.

The ORM builds such a statement anew each time, which takes five times longer than the database does to answer it.
"""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from time import monotonic
from typing import Any, NamedTuple, cast

from django.db import connection
from django.db.models import Field, ForeignKey, Model
from django.db.models.base import ModelState

from habitue.lib.database import last_write

KNOWN_FOR = 1.0
"""Seconds."""
MOST_KNOWN = 1024

type _Converter = Callable[[Any], Any]


def one[M: Model](model: type[M], field: str, value: object, joined: str = "") -> M | None:
    """The instance whose `field`, which is unique, is `value`; with what the foreign key `joined` points to."""
    found = instances(model, field, [value], joined)
    return found[0] if found else None


def known[M: Model](model: type[M], field: str, value: object, joined: str = "") -> M | None:
    """Like `one`, for what every request asks for and what says nothing of customers: it is kept in memory.

    The row is read again after each write of this process, and after a second, since others may have written. It is
    made an instance of only when it has changed, which takes longer than to read it.
    """
    asked, write, at = (model, field, value, joined), last_write(), monotonic()
    there = _lately.get(asked)
    if there is None or there.write != write or at - there.at >= KNOWN_FOR:
        rows = _rows(model, field, [value], joined)
        if len(_lately) > MOST_KNOWN:
            _lately.clear()
        there = _lately[asked] = _Read(rows[0] if rows else None, write, at)
    return cast(M, _twin(_made(model, joined, connection.vendor, there.row))) if there.row else None


class _Read(NamedTuple):
    """A row, or that there is none; before which write it was read, and when."""

    row: tuple[Any, ...] | None
    write: int
    at: float


_lately: dict[tuple[type[Model], str, object, str], _Read] = {}


@lru_cache(maxsize=1024)
def _made(model: type[Model], joined: str, vendor: str, row: tuple[Any, ...]) -> Model:  # noqa: ARG001 - as in _manner
    return _instances(model, [row], joined)[0]


def _twin(made: Model) -> Model:
    """Another instance of the same row, which its reader may change."""
    twin = type(made).__new__(type(made))
    twin.__dict__.update(made.__dict__)
    twin._state = state = ModelState()
    state.adding, state.db = False, made._state.db
    state.fields_cache = {name: _twin(other) for name, other in made._state.fields_cache.items()}
    return twin


def instances[M: Model](model: type[M], field: str, values: Sequence[object], joined: str = "") -> list[M]:
    """The instances whose `field` is one of `values`, in no order; with what the foreign key `joined` points to."""
    return _instances(model, _rows(model, field, values, joined), joined)


def _rows(model: type[Model], field: str, values: Sequence[object], joined: str) -> list[tuple[Any, ...]]:
    by: Field[Any, Any] = model._meta.get_field(field)  # type: ignore[assignment]  # never a reverse relation here
    places = ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_select(model, joined)} WHERE a.{by.column} IN ({places})",
            [by.get_db_prep_value(value, connection) for value in values],
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _instances[M: Model](model: type[M], rows: list[tuple[Any, ...]], joined: str) -> list[M]:
    names, converters = _manner(model, connection.vendor)
    found = [model.from_db(connection.alias, names, _converted(row, converters)) for row in rows]
    if joined:
        _join(found, rows, len(names), joined)
    return found


def _join(found: "Sequence[Model]", rows: Sequence[tuple[Any, ...]], start: int, joined: str) -> None:
    if not found:
        return
    other = _other(type(found[0]), joined)
    names, converters = _manner(other, connection.vendor)
    there: dict[Any, Model] = {}
    for each, row in zip(found, rows, strict=True):
        id = row[start]
        if id not in there:
            there[id] = other.from_db(connection.alias, names, _converted(row[start:], converters))
        setattr(each, joined, there[id])


def _converted(row: Sequence[Any], converters: "Sequence[_Converter | None]") -> list[Any]:
    return [
        value if convert is None or value is None else convert(value)
        for value, convert in zip(row, converters, strict=False)  # the columns of what is joined follow
    ]


@cache
def _other(model: type[Model], joined: str) -> type[Model]:
    key: Any = model._meta.get_field(joined)
    other: type[Model] = key.related_model
    return other


@cache
def _select(model: type[Model], joined: str) -> str:
    columns = [f'a."{field.column}"' for field in model._meta.concrete_fields]
    tables = f"{model._meta.db_table} AS a"
    if joined:
        other, key = _other(model, joined), model._meta.get_field(joined)
        assert isinstance(key, ForeignKey)  # noqa: S101 - for the type checker
        columns += [f'b."{field.column}"' for field in other._meta.concrete_fields]
        tables += f" JOIN {other._meta.db_table} AS b ON b.{other._meta.concrete_fields[0].column} = a.{key.column}"
    return f"SELECT {', '.join(columns)} FROM {tables}"  # noqa: S608 - names of models


@cache
def _manner(
    model: type[Model],
    vendor: str,  # noqa: ARG001 - another engine has other converters
) -> "tuple[tuple[str, ...], tuple[_Converter | None, ...]]":
    """Names of the fields, and how each is made of what this engine returns."""
    fields = model._meta.concrete_fields
    return tuple(field.attname for field in fields), tuple(_converter(field) for field in fields)


def _converter(field: "Field[Any, Any]") -> _Converter | None:
    column: Any = field.get_col(field.model._meta.db_table)
    steps = connection.ops.get_db_converters(column) + column.get_db_converters(connection)
    if not steps:
        return None
    if len(steps) == 1:
        only = steps[0]
        return lambda value: only(value, column, connection)

    def convert(value: Any) -> Any:
        for step in steps:
            value = step(value, column, connection)
        return value

    return convert

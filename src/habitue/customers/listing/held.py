"""What records hold in the shop's own fields, as the list looks it up: each kind of value is a range of one key.

A text is its folded words, a number a word that sorts as the number does, anything else stands for itself. Beside
them "" says that the field holds anything at all. That, and which answers were chosen of those that there are, stands
in `Listed.own` as well, a bit for each; what comes when all bits are given out is only in `Held`.
"""

import struct
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID, uuid5

from django.db import connection

from habitue.customers.listing.facets import Numbers
from habitue.customers.models import CustomField, Held, Kind
from habitue.lib.bulk import insert_rows, rows_where
from habitue.lib.text import words

LENGTH = 40
ANYTHING = ""

BITS = 62
CHOSEN_FROM = (Kind.YES_NO, Kind.ONE_OF, Kind.SEVERAL_OF)

type Row = tuple[int, str, int]
"""The number of a field, a word, and a customer's key."""

_COLUMNS = ("field", "word", "key")


def words_of(kind: str, value: str) -> set[str]:
    """What is looked up of a value that a field of this kind holds."""
    if kind == Kind.TEXT:
        return {ANYTHING, *(word[:LENGTH] for word in words(value))}
    if kind == Kind.NUMBER:
        return {ANYTHING, word_of_number(value)}
    return {ANYTHING, value[:LENGTH]}


def word_of_number(number: str) -> str:
    """Of two numbers the greater has the greater word. Beyond 15 digits, numbers next to each other are alike."""
    bits: int = struct.unpack(">Q", struct.pack(">d", float(number) + 0.0))[0]
    negative = bits >> 63
    return f"{bits ^ (0xFFFFFFFFFFFFFFFF if negative else 1 << 63):016x}"


def mark_of(field: UUID, value: str = ANYTHING) -> UUID:
    """Under which id the bit is numbered that says that the field holds this answer, or anything."""
    return uuid5(field, value)


def marks_of(ids: Sequence[Any], numbers: Numbers) -> dict[Any, int]:
    """The bits of each customer who holds anything."""
    kinds = _kinds()
    marks: dict[Any, int] = {}
    if not kinds:
        return marks
    held = rows_where("SELECT customer_id, field_id, value FROM customers_fieldvalue WHERE customer_id IN", ids)
    for customer, field, value in held:
        id = field if isinstance(field, UUID) else UUID(field)
        for each in {ANYTHING, value} if kinds[id.hex] in CHOSEN_FROM else {ANYTHING}:
            number = numbers.of("mark", mark_of(id, each).hex)
            marks[customer] = marks.get(customer, 0) | (1 << number if number < BITS else 0)
    return marks


def file_held(ids: Sequence[Any], keys: Sequence[int], listed: Iterable[int], numbers: Numbers) -> None:
    """These customers, whose keys are `keys`, are found by what they hold now; only those of `listed` hold anything."""
    kinds = _kinds()
    if not kinds:
        return
    now = set(_rows(ids, set(listed), kinds, numbers))
    was = {tuple(row) for row in rows_where("SELECT field, word, key FROM customers_held WHERE key IN", keys)}  # type: ignore[arg-type]  # numbers serve as well
    if gone := sorted(was - now):
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM customers_held WHERE field = %s AND word = %s AND key = %s", gone)
    if new := sorted(now - was):
        insert_rows(Held._meta.db_table, _COLUMNS, new)


def held_by(ids: Sequence[Any], listed: Iterable[int], numbers: Numbers) -> set[Row]:
    """What there should be for these customers. For checks."""
    return set(_rows(ids, set(listed), _kinds(), numbers))


def _kinds() -> dict[str, str]:
    return {id.hex: kind for id, kind in CustomField.objects.order_by().values_list("id", "kind")}


def _rows(ids: Sequence[Any], keys: set[int], kinds: dict[str, str], numbers: Numbers) -> Iterator[Row]:
    held = rows_where(
        "SELECT c.search_key, v.field_id, v.value FROM customers_fieldvalue v "
        "JOIN customers_customer c ON c.id = v.customer_id WHERE v.customer_id IN",
        ids,
    )
    for key, field, value in held:
        id = field.hex if isinstance(field, UUID) else field
        if key in keys:
            yield from ((numbers.of("field", id), word, key) for word in words_of(kinds[id], value))

"""What lists show of a customer, read as it is: at every keystroke a model's instance is too much."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple

from django.db import connection

from habitue.customers.models import ALL_CUSTOMERS, Customer
from habitue.lib.rows import fetch_all


class Listed(NamedTuple):
    """A customer in a list. `group` is empty for the one in which everybody starts."""

    search_key: int
    id: str
    code: str
    first_name: str
    last_name: str
    company: str
    phone: str
    email: str
    postcode: str
    last_visit: datetime | None
    group: str
    tint: int


def listed(keys: Sequence[int]) -> list[Listed]:
    """The customers with these search keys, in the order of the keys; whoever has gone is passed over."""
    if not keys:
        return []
    found = {row[0]: row for row in fetch_all(_select(len(keys), connection.vendor), keys)}
    return [_listed(found[key]) for key in keys if key in found]


def as_listed(customers: Iterable[Customer]) -> list[Listed]:
    """`customers`, whose groups are at hand."""
    return [
        Listed(
            *(each.search_key, str(each.id), each.code, each.first_name, each.last_name, each.company),
            *(each.phone, each.email, each.postcode, each.last_visit),
            *(own_group(each), each.group.colour),
        )
        for each in customers
    ]


def own_group(customer: Customer) -> str:
    """The group's name; nothing for the one that everybody starts in."""
    return "" if customer.group_id == ALL_CUSTOMERS else customer.group.name


@cache
def _select(count: int, vendor: str) -> str:
    everybody = str(ALL_CUSTOMERS) if vendor == "postgresql" else ALL_CUSTOMERS.hex
    columns = ("search_key", "id", "code", "first_name", "last_name", "company", "phone", "email", "postcode")
    return (
        f"SELECT {', '.join(f'c.{column}' for column in columns)}, c.last_visit, "
        f"CASE WHEN c.group_id = '{everybody}' THEN '' ELSE g.name END, g.colour "
        "FROM customers_customer AS c JOIN customers_group AS g ON g.id = c.group_id "
        f"WHERE c.search_key IN ({', '.join(['%s'] * count)})"
    )


def _listed(row: tuple[Any, ...]) -> Listed:
    # SQLite keeps an id without its hyphens and a time without its zone; Django's own converters take longer.
    id, seen = row[1], row[9]
    if isinstance(id, str):
        id = f"{id[:8]}-{id[8:12]}-{id[12:16]}-{id[16:20]}-{id[20:]}"
    if seen and seen.tzinfo is None:
        seen = seen.replace(tzinfo=UTC)
    known: Any = (row[0], str(id), *row[2:9], seen, *row[10:])
    return Listed(*known)

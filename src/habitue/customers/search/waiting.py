"""Customers whom an import has written down, and who wait for the index (`Unindexed`)."""

import datetime
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Max, Min

from habitue.customers.models import Unindexed
from habitue.customers.search.tokens import tokens_of
from habitue.customers.search.upkeep import delete_tokens, insert_tokens, recency

AT_ONCE = 2000

type Range = tuple[int, int]
"""The lowest and the highest of search keys."""

type Known = tuple[str, str, str, str, str, str, str, Sequence[str]]
"""The arguments of `tokens_of`."""


def customers_between(low: int, high: int) -> Iterator[tuple[int, int, Known]]:
    """Search key, recency and what is known of the customers who wait for the index, by their key."""
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                "SELECT c.search_key, CAST(c.seen_on AS text), c.first_name, c.last_name, c.company, c.phone, c.email, "
                "c.postcode, c.code, c.id FROM customers_unindexed AS u JOIN customers_customer AS c "
                "ON c.search_key = u.customer_key WHERE u.customer_key BETWEEN %s AND %s AND c.merged_into_id IS NULL "
                "ORDER BY u.customer_key LIMIT %s",
                [low, high, AT_ONCE],
            )
            rows: list[Any] = cursor.fetchall()
            if not rows:
                return
            cursor.execute(
                "SELECT k.customer_id, k.number FROM customers_customercard AS k JOIN customers_customer AS c "
                "ON c.id = k.customer_id WHERE k.blocked_at IS NULL AND c.search_key BETWEEN %s AND %s",
                [low, rows[-1][0]],
            )
            cards: dict[Any, list[str]] = {}
            for customer, number in cursor.fetchall():
                cards.setdefault(customer, []).append(number)
            for key, day, *known, id in rows:
                yield key, _recency(day), (*known, cards.get(id, ()))
            low = rows[-1][0] + 1


@lru_cache(maxsize=16_384)
def _recency(day: str) -> int:
    return recency(datetime.date.fromisoformat(day))


def all_who_wait() -> Range:
    """There has to be somebody."""
    keys = Unindexed.objects.aggregate(low=Min("customer_key"), high=Max("customer_key"))
    return keys["low"], keys["high"]


def finish(low: int, high: int) -> None:
    """These customers are indexed now, unless they were changed meanwhile: then the index gets their last version."""
    waited = Unindexed.objects.select_for_update().filter(customer_key__range=(low, high))
    for key, stale in waited.exclude(stale="").values_list("customer_key", "stale"):
        for line in stale.splitlines():
            was, _blank, token = line.partition(" ")
            delete_tokens(key, int(was), [token])
        for found, day, known in customers_between(key, key):
            insert_tokens(found, day, tokens_of(*known))
    waited.delete()

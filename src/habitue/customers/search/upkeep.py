"""Keeping the index right: called by the actions, in the transaction in which the customer changes."""

import datetime
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection

from habitue.customers.cards import cards_of
from habitue.customers.models import Customer, Unindexed
from habitue.customers.search.spelling import learn
from habitue.customers.search.tokens import tokens_of
from habitue.lib.bulk import insert_rows
from habitue.lib.database import writing

DAY_ZERO = datetime.date(2000, 1, 1).toordinal()


def recency(day: datetime.date) -> int:
    """The day counted backwards, so that the latest comes first in the index."""
    return DAY_ZERO - day.toordinal()


def next_keys(count: int = 1) -> list[int]:
    """Search keys for `count` new customers, downwards. Needs the writer's turn."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT nextval('customers_search_key') FROM generate_series(1, %s)", [count])
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT coalesce(min(search_key), 0) FROM customers_customer")
        lowest: int = cursor.fetchone()[0]
    return list(range(lowest - 1, lowest - 1 - count, -1))


def tokens_of_customer(customer: Customer, cards: Iterable[str]) -> set[str]:
    return tokens_of(
        customer.first_name,
        customer.last_name,
        customer.company,
        customer.phone,
        customer.email,
        customer.postcode,
        customer.code,
        sorted(cards),
    )


def index_new(customer: Customer, cards: Iterable[str]) -> None:
    tokens = tokens_of_customer(customer, cards)
    insert_tokens(customer.search_key, recency(customer.seen_on), tokens)
    learn(tokens)


def index_changed(key: int, day: datetime.date, before: set[str], after: set[str]) -> None:
    """The customer was found by `before` and is to be found by `after`."""
    if before == after or _waits(key, recency(day), before):
        return
    delete_tokens(key, recency(day), before - after)
    insert_tokens(key, recency(day), after - before)
    learn(after - before)


def wait_for_the_index(keys: Iterable[int]) -> None:
    """These are new, and so many that they are indexed together, by `catch_up`."""
    insert_rows("customers_unindexed", ("customer_key", "stale"), [(key, "") for key in keys])


def freshen(customer_id: UUID) -> None:
    """Rank a customer by their last visit from now on. Called after a sale; does something once a day at most."""
    dates = Customer.objects.filter(id=customer_id).values_list("created_at", "last_visit", "seen_on").first()
    if dates is None or _day_seen(dates[0], dates[1]) == dates[2]:
        return
    with writing():
        customer = Customer.objects.select_for_update().get(id=customer_id)
        day = _day_seen(customer.created_at, customer.last_visit)
        if day == customer.seen_on:
            return
        old, new = recency(customer.seen_on), recency(day)
        tokens = tokens_of_customer(customer, cards_of(customer))
        if not _waits(customer.search_key, old, tokens):
            _move_tokens(customer.search_key, old, new, tokens)
        Customer.objects.filter(id=customer_id).update(seen_on=day)


def _day_seen(created: datetime.datetime, visit: datetime.datetime | None) -> datetime.date:
    """The day of the last visit, or of creation if nothing was bought since."""
    return max(created, visit or created).astimezone(datetime.UTC).date()


def insert_tokens(key: int, recency: int, tokens: Iterable[str]) -> None:
    rows = [(token, recency, key) for token in sorted(tokens)]
    if not rows:
        return
    places = ", ".join(["(%s, %s, %s)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO customers_token (token, recency, customer_key) VALUES {places} ON CONFLICT DO NOTHING",
            [value for row in rows for value in row],
        )


def delete_tokens(key: int, recency: int, tokens: Iterable[str]) -> None:
    gone = sorted(tokens)
    if not gone:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM customers_token WHERE token IN ({_places(gone)}) AND recency = %s AND customer_key = %s",
            [*gone, recency, key],
        )


def _move_tokens(key: int, old: int, new: int, tokens: Iterable[str]) -> None:
    moved = sorted(tokens)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE customers_token SET recency = %s WHERE token IN ({_places(moved)}) AND recency = %s "
            "AND customer_key = %s",
            [new, *moved, old, key],
        )


def _waits(key: int, recency: int, tokens: set[str]) -> bool:
    """Whether the customer still waits for the end of an import. Then it is noted what that end must not leave."""
    waiting = Unindexed.objects.select_for_update().filter(customer_key=key).first()
    if waiting is None:
        return False
    waiting.stale += "".join(f"{recency} {token}\n" for token in sorted(tokens))
    waiting.save(update_fields=["stale"])
    return True


def _places(values: Sequence[str]) -> str:
    return ", ".join(["%s"] * len(values))

"""On PostgreSQL, many customers' tokens on their way into the index: computed by two processes, put in order by it."""

import gc
from itertools import batched

from django.db import connection

from habitue.customers.search.spelling import worth_learning
from habitue.customers.search.tokens import tokens_of
from habitue.customers.search.waiting import customers_between
from habitue.lib.bulk import insert_rows
from habitue.lib.database import writing

AT_ONCE = 2000


def stage(low: int, high: int) -> set[str]:
    """Copy the tokens of these customers into `customers_staged`, in a process of its own; returns the words of their
    names. On PostgreSQL, which puts them in order itself.
    """
    gc.disable()  # tens of millions of small objects and no cycles among them
    words: set[str] = set()
    # Nothing can be read by a connection that copies, so this goes by turns.
    for some in batched(customers_between(low, high), AT_ONCE, strict=False):
        rows: list[tuple[str, int, int]] = []
        for key, day, known in some:
            tokens = tokens_of(*known)
            words.update(worth_learning(tokens))
            rows += [(token, day, key) for token in tokens]
        insert_rows("customers_staged", ("token", "recency", "customer_key"), rows)
    connection.close()
    return words


def spare_memory(megabytes: int = 48) -> None:
    """Whoever goes through all of a large database has no use for keeping what has been seen of it."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size = 0")
            cursor.execute(f"PRAGMA cache_size = -{megabytes}000")
            # The same pages are written by many transactions, and need not be carried into the database by each.
            cursor.execute("PRAGMA wal_autocheckpoint = 30000")
            # A power cut may cost the last batches, which to bring in the file again makes good; nothing else.
            cursor.execute("PRAGMA synchronous = NORMAL")


def be_as_before() -> None:
    """The next connection is set up as ever."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        connection.close()


def prepare() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS customers_staged")
        cursor.execute(
            'CREATE UNLOGGED TABLE customers_staged (token varchar(260) COLLATE "C", recency integer, '
            "customer_key integer)"
        )


def take_over() -> None:
    """Insert what is staged, in order."""
    with writing(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO customers_token SELECT token, recency, customer_key FROM customers_staged "
            "ORDER BY token, recency, customer_key ON CONFLICT DO NOTHING"
        )


def tidy() -> None:
    """Leave what the server knows of the table as it should be."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE customers_staged")
        # The search reads nothing but the index, as long as the server knows that its rows are there for all.
        cursor.execute("VACUUM (ANALYZE) customers_token")

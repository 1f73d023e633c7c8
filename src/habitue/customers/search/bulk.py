"""Indexing many customers together: after an import, after one that broke off, or all of them anew.

Tokens are spread over the whole index, so to insert those of a few thousand customers touches nearly every page of it.
All of an import's are therefore staged first, by as many processes as there are cores, and then inserted in the order
of the key. Until then their customers stand in `Unindexed`, and a crash costs nothing but doing it again.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.db import connection

from habitue.customers.models import Customer, Unindexed
from habitue.customers.search import staging
from habitue.customers.search.spelling import rests_of, worth_learning
from habitue.customers.search.staging import customers_between
from habitue.customers.search.tokens import tokens_of
from habitue.customers.search.upkeep import delete_tokens, insert_tokens, recency, tokens_of_customer
from habitue.lib.bulk import insert_rows
from habitue.lib.database import writing
from habitue.lib.elsewhere import CONTEXT, call

FEW = 10_000
AT_ONCE = 1000
PROCESSES = 2

type Progress = Callable[[int, int], None]


def catch_up(progress: Progress = lambda _done, _of: None) -> None:
    """Index whoever waits for it. Does nothing when nobody does, or when another process is at it."""
    count = Unindexed.objects.count()
    if not count:
        return
    with _alone() as alone:
        if alone and count < FEW:
            _index_here(progress, count)
        elif alone:
            _index_staged(progress)


def rebuild(progress: Progress = lambda _done, _of: None) -> None:
    """Make the index anew from the customers. Until it is done, a search finds only some of them."""
    with writing(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM customers_unindexed")
        cursor.execute("INSERT INTO customers_unindexed SELECT search_key, '' FROM customers_customer")
        cursor.execute("DELETE FROM customers_token")
        cursor.execute("DELETE FROM customers_spelling")
    catch_up(progress)


def _index_here(progress: Progress, count: int) -> None:
    done = 0
    while True:
        with writing():
            keys = sorted(Unindexed.objects.values_list("customer_key", flat=True)[:AT_ONCE])
            if not keys:
                return
            words: set[str] = set()
            rows: list[tuple[str, int, int]] = []
            for key, day, known in customers_between(keys[0], keys[-1]):
                tokens = tokens_of(*known)
                rows += [(token, day, key) for token in tokens]
                words.update(worth_learning(tokens))
            _insert_ignoring(sorted(rows))
            _learn(words)
            _finish(keys[0], keys[-1])
        done += len(keys)
        progress(done, count)


def _index_staged(progress: Progress) -> None:
    waiting = Unindexed.objects.order_by("customer_key").values_list("customer_key", flat=True)
    count = waiting.count()
    shares = [waiting[place * count // PROCESSES] for place in range(PROCESSES)]
    low, high = shares[0], waiting[count - 1]
    ranges = [(start, end - 1) for start, end in zip(shares, [*shares[1:], high + 1], strict=True)]
    staging.spare_memory()
    with tempfile.TemporaryDirectory(dir=_folder(), prefix="indexing-") as folder:
        files = [Path(folder) / f"{number}.sqlite3" for number in range(PROCESSES)]
        staging.prepare()
        stage = f"{staging.__name__}.{staging.stage.__name__}"
        name = str(connection.settings_dict["NAME"])
        with CONTEXT.Pool(PROCESSES, maxtasksperchild=1) as pool:
            jobs = [(name, stage, *share, str(file)) for share, file in zip(ranges, files, strict=True)]
            words = set().union(*pool.starmap(call, jobs))
        progress(4, 10)
        for number, part in enumerate(staging.take_over(files), start=1):
            progress(4 * part + number * 6, 10 * part)
        with writing():
            _learn(words)
        with writing():
            _finish(low, high)
        staging.tidy()
    staging.be_as_before()
    progress(10, 10)


def _finish(low: int, high: int) -> None:
    """These customers are indexed now, unless they were changed meanwhile: then the index gets their last version."""
    waited = Unindexed.objects.select_for_update().filter(customer_key__range=(low, high))
    for key, stale in waited.exclude(stale="").values_list("customer_key", "stale"):
        for line in stale.splitlines():
            was, _blank, token = line.partition(" ")
            delete_tokens(key, int(was), [token])
        for found, day, known in customers_between(key, key):
            insert_tokens(found, day, tokens_of(*known))
    waited.delete()


def _learn(words: set[str]) -> None:
    """Add what is not known yet to the spellings, in the order of their key."""
    if not words:
        return
    known: set[str] = set()
    ordered = sorted(words)
    with connection.cursor() as cursor:
        for start in range(0, len(ordered), AT_ONCE):
            some = ordered[start : start + AT_ONCE]
            places = ", ".join(["%s"] * len(some))
            cursor.execute(f"SELECT word FROM customers_spelling WHERE rest IN ({places}) AND word = rest", some)
            known.update(word for (word,) in cursor.fetchall())
    insert_rows("customers_spelling", ("rest", "word"), sorted((r, w) for w in words - known for r in rests_of(w)))


def _insert_ignoring(rows: list[tuple[str, int, int]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO customers_token (token, recency, customer_key) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            rows,
        )


def what_is_wrong() -> Iterator[str]:
    """Each customer whom the index does not know by just what is known of them. For tests and checks; reads all."""
    expected = set()
    waiting = set(Unindexed.objects.values_list("customer_key", flat=True))
    for customer in Customer.objects.prefetch_related("cards").iterator(1000):
        if customer.search_key not in waiting:
            cards = [card.number for card in customer.cards.all() if card.blocked_at is None]
            seen = recency(customer.seen_on)
            expected |= {(token, seen, customer.search_key) for token in tokens_of_customer(customer, cards)}
    with connection.cursor() as cursor:
        cursor.execute("SELECT token, recency, customer_key FROM customers_token")
        found = set(cursor.fetchall())
    for token, _day, key in sorted(expected - found):
        yield f"{token} of {key} is missing"
    for token, _day, key in sorted(found - expected):
        yield f"{token} of {key} is too much"


def _folder() -> Path | None:
    """Beside the database, where there is room for it; on PostgreSQL wherever temporary files go."""
    return Path(str(connection.settings_dict["NAME"])).parent if connection.vendor == "sqlite" else None


@contextmanager
def _alone() -> Iterator[bool]:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(4242, 1)")
            mine = cursor.fetchone()[0]
            try:
                yield mine
            finally:
                if mine:
                    cursor.execute("SELECT pg_advisory_unlock(4242, 1)")
        return
    import fcntl

    file = Path(f"{connection.settings_dict['NAME']}.indexing")
    with file.open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        try:
            yield True
        finally:
            with suppress(OSError):
                file.unlink()

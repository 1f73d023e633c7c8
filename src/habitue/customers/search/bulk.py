"""Indexing many customers together: during an import, after one that broke off, or all of them anew.

Tokens are spread over the whole index, so to insert those of a few thousand customers touches nearly every page of it.
All of an import's are therefore put in order by other processes, and inserted at its end in the order of the key. Until
then their customers stand in `Unindexed`, and a crash costs nothing but doing it again.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from django.db import connection

from habitue.customers.models import Customer, Unindexed
from habitue.customers.search import staging
from habitue.customers.search.beside import Beside, Ended
from habitue.customers.search.spelling import rests_of, worth_learning
from habitue.customers.search.tokens import tokens_of
from habitue.customers.search.upkeep import recency, tokens_of_customer
from habitue.customers.search.waiting import Range, all_who_wait, customers_between, finish
from habitue.lib.bulk import insert_rows
from habitue.lib.database import writing
from habitue.lib.elsewhere import CONTEXT, call

FEW = 10_000
AT_ONCE = 1000
type Progress = Callable[[int, int], None]


def catch_up(progress: Progress = lambda _done, _of: None) -> None:
    """Index whoever waits for it. Does nothing when nobody does, or when another process is at it."""
    count = Unindexed.objects.count()
    if not count:
        return
    with _alone() as alone:
        if alone and count < FEW:
            _index_here(progress, count)
        elif alone and connection.vendor == "postgresql":
            _index_staged(progress)
        elif alone:
            _index_beside(progress)


class Along:
    """The index of an import on SQLite, gathered along with it as soon as it turns out to be of many.

    What it does not come to is left to `catch_up`.
    """

    def __init__(self) -> None:
        self._open = ExitStack()
        self._beside: Beside | None = None
        self._few: list[Range] = []
        self._left = connection.vendor == "postgresql"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def written(self, keys: Range) -> None:
        """These customers were written down, and wait for the index."""
        self._few.append(keys)
        if self._left or (not self._beside and sum(high - low + 1 for low, high in self._few) < FEW):
            return
        try:
            self._beside = self._beside or self._begin()
            while self._few:
                self._beside.gather(self._few.pop(0))
        except Ended:
            self._leave()

    def finish(self, progress: Progress) -> None:
        if self._beside:
            try:
                self._beside.finish(progress)
            except Ended:
                self._leave()
        self._open.close()

    def _begin(self) -> Beside:
        if not self._open.enter_context(_alone()):
            raise Ended
        return self._open.enter_context(Beside())

    def _leave(self) -> None:
        logging.getLogger(__name__).info("the index is left for the end")
        self._left, self._beside = True, None
        self._open.close()


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
            finish(keys[0], keys[-1])
        done += len(keys)
        progress(done, count)


def _index_beside(progress: Progress) -> None:
    staging.spare_memory()
    with Beside() as beside:
        beside.gather(all_who_wait())
        beside.finish(progress)
    staging.be_as_before()


def _index_staged(progress: Progress) -> None:
    """On PostgreSQL."""
    low, high = all_who_wait()
    staging.prepare()
    stage = f"{staging.__name__}.{staging.stage.__name__}"
    name = str(connection.settings_dict["NAME"])
    waiting = Unindexed.objects.order_by("customer_key").values_list("customer_key", flat=True)
    middle = waiting[waiting.count() // 2]
    with CONTEXT.Pool(2, maxtasksperchild=1) as pool:
        jobs = [(name, stage, *share) for share in ((low, middle - 1), (middle, high))]
        words = set().union(*pool.starmap(call, jobs))
    progress(4, 10)
    staging.take_over()
    progress(9, 10)
    with writing():
        _learn(words)
        finish(low, high)
    staging.tidy()
    progress(10, 10)


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

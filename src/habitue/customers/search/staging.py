"""Tokens on their way into the index: computed by several processes, put in order by the database."""

import datetime
import gc
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import lru_cache
from itertools import batched
from pathlib import Path
from typing import Any

from django.db import connection

from habitue.customers.search.spelling import rests_of, worth_learning, worth_misspelling
from habitue.customers.search.tokens import LONGEST_START, name_words, tokens_besides_words, tokens_of
from habitue.customers.search.upkeep import recency
from habitue.lib.bulk import insert_rows
from habitue.lib.database import writing

PARTS = ("!", "#$%", "&", "0123456789<", "=@", "ab", "cd", "efghi", "jkl", "mno", "pqr")
"""The index in pieces, by the first character of a token, in the order of the index; what is left is the last piece.
Each goes in with a transaction of its own, so that whoever else writes waits for seconds only."""

AT_ONCE = 2000

_PART_OF = {character: number for number, part in enumerate(PARTS) for character in part}

type Known = tuple[str, str, str, str, str, str, str, Sequence[str]]
"""The arguments of `tokens_of`."""

type Row = tuple[str, int, int]


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


def stage(low: int, high: int, file: str) -> set[str]:
    """Stage the tokens of these customers, in a process of its own; returns the words of their names, unless those
    are staged as well.
    """
    spare_memory()
    # Tens of millions of small objects and no cycles among them: nothing to collect.
    gc.disable()
    if connection.vendor == "postgresql":
        return _stage_in_table(low, high)
    _stage_in_file(low, high, file)
    return set()


def _stage_in_file(low: int, high: int, file: str) -> None:
    from habitue.lib.sqlite.driver import Database

    """Of a name word only itself is staged, and SQLite makes its tokens: half of all need not go through Python."""
    words: set[str] = set()
    with closing(Database.connect(file, isolation_level=None)) as staged:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "page_size = 16384"):
            staged.execute(f"PRAGMA {pragma}")
        for number in range(len(PARTS) + 1):
            for table in ("part", "words"):
                staged.execute(f"CREATE TABLE {table}{number} (token text, recency integer, customer_key integer)")
        staged.execute("BEGIN")
        last = len(PARTS)
        for some in batched(customers_between(low, high), AT_ONCE, strict=False):
            tokens: list[list[Row]] = [[] for _part in range(last + 1)]
            starts: list[list[Row]] = [[] for _part in range(last + 1)]
            for key, day, (first, family, company, phone, email, postcode, code, cards) in some:
                names = name_words(first, family, company)
                words.update(names)
                for word in names:
                    starts[_PART_OF.get(word[0], last)].append((word, day, key))
                for token in tokens_besides_words(names, phone, email, postcode, code, cards):
                    tokens[_PART_OF.get(token[0], last)].append((token, day, key))
            for table, parts in (("part", tokens), ("words", starts)):
                for number, rows in enumerate(parts):
                    staged.executemany(f"INSERT INTO {table}{number} VALUES (?, ?, ?)", rows)
        staged.execute("CREATE TABLE spelling (rest text, word text)")
        spellings = ((rest, word) for word in worth_misspelling(words) for rest in rests_of(word))
        staged.executemany("INSERT INTO spelling VALUES (?, ?)", spellings)
        staged.execute("COMMIT")
    connection.close()


def _stage_in_table(low: int, high: int) -> set[str]:
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


def spare_memory() -> None:
    """Whoever goes through all of a large database has no use for keeping what has been seen of it."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size = 0")
            cursor.execute("PRAGMA cache_size = -48000")
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
        if connection.vendor == "postgresql":
            cursor.execute("DROP TABLE IF EXISTS customers_staged")
            cursor.execute(
                'CREATE UNLOGGED TABLE customers_staged (token varchar(260) COLLATE "C", recency integer, '
                "customer_key integer)"
            )
        else:
            # Sorting tens of millions of tokens is not done in memory.
            cursor.execute("PRAGMA temp_store = FILE")


def take_over(files: list[Path]) -> Iterator[int]:
    """Insert what is staged, in order. Yields the number of steps after each of them."""
    if connection.vendor == "postgresql":
        with writing(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO customers_token SELECT token, recency, customer_key FROM customers_staged "
                "ORDER BY token, recency, customer_key ON CONFLICT DO NOTHING"
            )
        yield 1
        return
    with connection.cursor() as cursor:
        for number, file in enumerate(files):
            cursor.execute(f"ATTACH DATABASE %s AS staged{number}", [str(file)])
        steps = len(PARTS) + 1
        for part in range(steps):
            every = " UNION ALL ".join(_tokens_in(f"staged{number}", part) for number in range(len(files)))
            with writing():
                cursor.execute(f"INSERT OR IGNORE INTO customers_token SELECT * FROM ({every}) ORDER BY 1, 2, 3")
            yield steps
        words = " UNION ALL ".join(f"SELECT rest, word FROM staged{number}.spelling" for number in range(len(files)))
        with writing():
            cursor.execute(f"INSERT OR IGNORE INTO customers_spelling SELECT * FROM ({words}) ORDER BY 1, 2")
        for number in range(len(files)):
            cursor.execute(f"DETACH DATABASE staged{number}")


def _tokens_in(database: str, part: int) -> str:
    """The rows of one piece of the index: those that are staged, and those that name words have by themselves."""
    lengths = " UNION ALL ".join(f"SELECT {length} AS most" for length in range(1, LONGEST_START + 1))
    words = f"{database}.words{part} CROSS JOIN ({lengths}) WHERE most < length(token)"
    selects = [
        f"SELECT token, recency, customer_key FROM {database}.part{part}",
        f"SELECT substr(token, 1, most), recency, customer_key FROM {words}",
    ]
    if part == _PART_OF["="]:
        selects += [
            f"SELECT '=' || token, recency, customer_key FROM {database}.words{words}"
            for words in range(len(PARTS) + 1)
        ]
    return " UNION ALL ".join(selects)


def tidy() -> None:
    """Leave the connection, and what the server knows of the table, as they should be."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP TABLE customers_staged")
            # The search reads nothing but the index, as long as the server knows that its rows are there for all.
            cursor.execute("VACUUM (ANALYZE) customers_token")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

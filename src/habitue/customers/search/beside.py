"""A process beside the one that writes, which gathers the index of whom an import has written down, on SQLite.

It is told ranges of search keys and gives back pieces of the index, for the process that writes to insert.
"""

import gc
import tempfile
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal
from types import TracebackType
from typing import Self

from django.db import connection

from habitue.customers.search.gathering import Gathered
from habitue.customers.search.pieces import insert_piece, write_pieces
from habitue.customers.search.staging import spare_memory
from habitue.customers.search.waiting import Range, customers_between, finish
from habitue.lib.database import writing
from habitue.lib.elsewhere import CONTEXT, call

ROWS_OF_A_CUSTOMER = 27
"""About."""

type Progress = Callable[[int, int], None]

type Piece = tuple[Path, int]
"""A file, and how many rows of the index it stands for."""


class Ended(RuntimeError):
    """The process beside has ended before its end. Whom it was told of still wait for the index."""


class Beside:
    """Used in a `with`. Whom it is told of wait for the index until `finish` has been called."""

    def __init__(self) -> None:
        self._database = str(connection.settings_dict["NAME"])
        self._ranges: list[Range] = []

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(dir=Path(self._database).parent, prefix="indexing-")
        self._pipe, theirs = CONTEXT.Pipe()
        gather = f"{gather_for.__module__}.{gather_for.__name__}"
        self._process = CONTEXT.Process(
            target=call, args=(self._database, gather, theirs, self._folder.name), daemon=True
        )
        self._process.start()
        theirs.close()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pipe.close()
        self._process.join(5)
        if self._process.is_alive():
            self._process.terminate()
            self._process.join()
        self._folder.cleanup()

    def gather(self, keys: Range) -> None:
        """Have these customers gathered, and insert what has been gathered meanwhile. Raises Ended."""
        self._ranges.append(keys)
        self._send(keys)
        while self._pipe.poll():
            self._insert_next()

    def finish(self, progress: Progress) -> None:
        """Raises Ended."""
        self._send(None)
        done, rows = 0, ROWS_OF_A_CUSTOMER * sum(high - low + 1 for low, high in self._ranges)
        while count := self._insert_next():
            done += count
            progress(min(done, rows), rows)
        with writing():
            for low, high in self._ranges:
                finish(low, high)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _send(self, keys: Range | None) -> None:
        try:
            self._pipe.send(keys)
        except ConnectionError:
            raise Ended from None

    def _insert_next(self) -> int:
        try:
            piece: Piece | None = self._pipe.recv()
        except (EOFError, ConnectionError):
            raise Ended from None
        if piece is None:
            return 0
        path, count = piece
        insert_piece(path)
        return count


def gather_for(pipe: "Connection[Piece | None, Range | None]", folder: str) -> None:
    """The process beside: gather as told until None comes, and send back the pieces."""
    signal(SIGINT, SIG_IGN)  # who breaks off an import still wants to find what was brought in
    spare_memory(megabytes=8)
    gc.disable()  # millions of small objects and no cycles among them
    gathered = Gathered(Path(folder))
    try:
        while keys := pipe.recv():
            for key, recency, known in customers_between(*keys):
                gathered.add(recency, key, known)
                if gathered.is_full:
                    _send(pipe, gathered, folder)
        _send(pipe, gathered, folder)
        pipe.send(None)
    except (ConnectionError, EOFError):
        return  # nobody wants the rest
    finally:
        connection.close()


def _send(pipe: "Connection[Piece | None, Range | None]", gathered: Gathered, folder: str) -> None:
    for piece in write_pieces(Path(folder), gathered.take()):
        pipe.send(piece)

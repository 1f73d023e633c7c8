"""The one way into the database for whoever writes, and names for what can go wrong there."""

import atexit
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import IO, Any

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, transaction

from habitue.lib.sqlite import refusals


class _Turn:
    """Whose turn it is to write: one thread of this process, and one process of this machine.

    SQLite lets one connection write at a time and hands the turn to whoever happens to poll at the right moment.
    Waiting in line inside the process instead took the slowest one per cent of writes from 966 ms to 32 ms. The worker
    beside the server waits in line by a lock on a file, which the kernel hands on at once.
    """

    def __init__(self) -> None:
        self._here = threading.RLock()
        self._depth = 0
        self._file: IO[str] | None = None
        self._opened_by = 0

    @contextmanager
    def of(self, database: Any) -> Iterator[float]:
        """The seconds that it took to get the turn."""
        asked = time.monotonic()
        with self._here:
            self._depth += 1
            if self._depth == 1:
                self._line_up(Path(f"{database}.turn"))
            try:
                yield time.monotonic() - asked
            finally:
                self._depth -= 1
                if not self._depth:
                    self._hand_on()

    def _line_up(self, path: Path) -> None:
        if sys.platform == "win32":
            return
        import fcntl

        # A forked process shares its parent's open files, and with them the parent's turn; so it opens its own.
        if self._file is None or self._opened_by != os.getpid() or self._file.name != str(path):
            self.let_go()
            self._opened_by = os.getpid()
            with suppress(OSError):
                self._file = path.open("a")
        if self._file:
            fcntl.flock(self._file, fcntl.LOCK_EX)

    def _hand_on(self) -> None:
        if sys.platform != "win32" and self._file:
            import fcntl

            fcntl.flock(self._file, fcntl.LOCK_UN)

    def let_go(self) -> None:
        if self._file:
            self._file.close()
        self._file = None


_turn = _Turn()
atexit.register(_turn.let_go)
PATIENT_AT_LEAST = 0.5
"""Seconds."""
_every_write = count(1)
_last_write = 0


def last_write() -> int:
    """Another number whenever this process may have written since."""
    return _last_write


@contextmanager
def _less_patience(connection: Any, waited: float) -> Iterator[None]:
    """What somebody has waited in line is not waited again for a database that another program holds, and after a
    refusal nobody waits long: else the last of four is told after forty seconds what the first was told after ten.
    """
    if connection.in_atomic_block or (waited < PATIENT_AT_LEAST and not refusals.has_refused_last()):
        yield
        return
    with connection.cursor() as cursor:
        (patience,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        left = 0 if refusals.has_refused_last() else patience - waited * 1000
        cursor.execute(f"PRAGMA busy_timeout = {max(left, PATIENT_AT_LEAST * 1000):.0f}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")


@contextmanager
def writing(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """A transaction that writes; may be nested. Take it before reading what the write depends on."""
    global _last_write  # noqa: PLW0603 - of the process, as the database is
    try:
        if connections[using].vendor == "sqlite":
            with (
                _turn.of(connections[using].settings_dict["NAME"]) as waited,
                _less_patience(connections[using], waited),
                transaction.atomic(using=using),
            ):
                yield
        else:
            with transaction.atomic(using=using):
                yield
    except OperationalError:
        refusals.has_refused()
        raise
    else:
        if not connections[using].in_atomic_block:
            refusals.has_written()
    finally:
        _last_write = next(_every_write)

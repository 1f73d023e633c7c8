"""The database file itself: whose it is, and whether it can be used."""

import errno
import os
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Any

from .driver import Database
from .mapping import map_what_is_opened

# "Habi" in ASCII, in the place that SQLite's file format keeps for a program's own mark.
APPLICATION_ID = 0x48616269


class Trouble(StrEnum):
    NOT_A_DATABASE = "not a database"
    ANOTHER_PROGRAM = "another program's"
    LOCKED = "locked"
    READ_ONLY = "read only"
    FULL = "disk full"
    UNREACHABLE = "unreachable"
    DAMAGED = "damaged"


class UnusableDatabase(Exception):
    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


# By SQLite's primary result codes (sqlite.org/rescode.html).
_TROUBLES = {
    5: Trouble.LOCKED,
    6: Trouble.LOCKED,
    8: Trouble.READ_ONLY,
    10: Trouble.UNREACHABLE,
    11: Trouble.DAMAGED,
    13: Trouble.FULL,
    14: Trouble.UNREACHABLE,
    26: Trouble.NOT_A_DATABASE,
}
# A disk that has turned read-only under an open file refuses to write, sync, shorten, lengthen or delete.
_REFUSED_WRITES = {10 | kind << 8 for kind in (3, 4, 5, 6, 10, 19)}


def trouble_of(error: BaseException) -> Trouble | None:
    """What SQLite's error means to the person in front of the till; None when it is the program's own mistake."""
    code = getattr(error, "sqlite_errorcode", 0)
    return Trouble.READ_ONLY if code in _REFUSED_WRITES else _TROUBLES.get(code & 0xFF)


def takes_writes(file: Path) -> bool:
    """Whether the disk under the database may be written: of a write that has failed, SQLite does not say why."""
    try:
        Path(f"{file}.turn").open("a").close()
    except OSError as error:
        return error.errno not in {errno.EROFS, errno.EACCES, errno.EPERM}
    return True


def keep_at_hand(file: Path) -> None:
    """Have the machine keep the file in its memory, where that is large enough, before anybody waits for the disk."""
    with suppress(OSError, AttributeError):  # where nobody can say how large the memory is
        if file.stat().st_size < os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 4:
            piece = bytearray(1 << 20)
            with file.open("rb", buffering=0) as opened:
                while opened.readinto(piece):
                    pass
            map_what_is_opened(file)


def claim(file: Path, *, wait: float = 5.0) -> None:
    """Make the file, or make sure that it is Habitué's own and can be written. Raises UnusableDatabase."""
    try:
        connection = Database.connect(str(file), timeout=wait, isolation_level=None)
    except Database.Error as error:
        raise UnusableDatabase(trouble_of(error) or Trouble.UNREACHABLE) from error
    try:
        _claim(connection)
    except Database.Error as error:
        raise UnusableDatabase(trouble_of(error) or Trouble.DAMAGED) from error
    finally:
        connection.close()


def _claim(connection: Any) -> None:
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if mark != APPLICATION_ID and (mark or tables):
        raise UnusableDatabase(Trouble.ANOTHER_PROGRAM)
    # Written even when it stands there already: it shows that the file, its folder and the disk can take a write.
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("COMMIT")

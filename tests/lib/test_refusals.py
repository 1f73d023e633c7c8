"""A disk that takes nothing for a while: once it does again, so does every connection, without a new start."""

import errno
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError, close_old_connections, connection
from django.utils import timezone

from habitue.config import trouble
from habitue.lib.database import writing
from habitue.lib.sessions import SessionStore
from habitue.lib.sqlite.file import Trouble, takes_writes

pytestmark = [
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about the file"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(autouse=True)
def at_last() -> Iterator[None]:
    yield
    connection.close()
    write("the disk is well again")


def write(name: str) -> None:
    with writing():
        Session.objects.create(session_key=name[:40], session_data="", expire_date=timezone.now())


def open_while_nothing_can_be_written() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")


def test_a_file_that_was_opened_while_nothing_could_be_written_is_opened_anew() -> None:
    open_while_nothing_can_be_written()
    with pytest.raises(OperationalError):
        write("refused")
    close_old_connections()
    write("taken")
    assert list(Session.objects.values_list("session_key", flat=True)) == ["taken"]


def test_nobody_else_is_refused_once_somebody_has_written() -> None:
    both_refused, one_has_written = threading.Barrier(2), threading.Event()
    told: list[str] = []

    def another_thread() -> None:
        try:
            open_while_nothing_can_be_written()
            both_refused.wait(30)
            one_has_written.wait(30)
            close_old_connections()
            write("another")
            told.append("taken")
        finally:
            connection.close()

    thread = threading.Thread(target=another_thread)
    thread.start()
    open_while_nothing_can_be_written()
    both_refused.wait(30)
    with pytest.raises(OperationalError):
        write("refused")
    close_old_connections()
    write("taken")
    one_has_written.set()
    thread.join()
    assert told == ["taken"]


def test_while_all_is_well_a_connection_stays_open() -> None:
    write("first")
    opened = connection.connection
    close_old_connections()
    write("second")
    assert connection.connection is opened


def test_a_session_that_cannot_be_written_is_not_taken_for_one_that_has_ended() -> None:
    session = SessionStore()
    session.create()
    session["till_seen"] = 1
    open_while_nothing_can_be_written()
    with pytest.raises(OperationalError) as caught:
        session.save()
    assert trouble.find(caught.value) == Trouble.READ_ONLY


class Failed(Exception):
    sqlite_errorcode = 10
    """SQLITE_IOERR, from a library that says no more."""


def test_a_failed_write_on_a_read_only_disk_is_called_that(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert takes_writes(tmp_path / "habitue.sqlite3")
    assert trouble.find(Failed()) == Trouble.UNREACHABLE

    def refuse(*_arguments: object) -> None:
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr(Path, "open", refuse)
    assert trouble.find(Failed()) == Trouble.READ_ONLY

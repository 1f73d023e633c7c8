"""Whoever writes waits in line, on both engines."""

import threading
import time

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from habitue.lib.database import PATIENT_AT_LEAST, writing

on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL's own server lines writers up")


def _write(name: str) -> None:
    Session.objects.create(session_key=name, session_data="", expire_date=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_many_writers_lose_nothing() -> None:
    def keep_writing(who: int) -> None:
        try:
            for number in range(20):
                with writing():
                    before = Session.objects.count()
                    _write(f"{who}-{number}")
                    if connection.vendor == "sqlite":
                        assert Session.objects.count() == before + 1
        finally:
            connection.close()

    threads = [threading.Thread(target=keep_writing, args=(who,)) for who in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Session.objects.count() == 120


@pytest.mark.django_db
def test_writing_inside_writing_is_one_transaction() -> None:
    def change_its_mind() -> None:
        with writing():
            with writing():
                _write("inner")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_its_mind()
    assert not Session.objects.exists()
    assert not transaction.get_connection().needs_rollback


def _patience() -> int:
    """Milliseconds."""
    with connection.cursor() as cursor:
        patience: int = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
    return patience


@on_sqlite
@pytest.mark.django_db(transaction=True)
def test_who_has_waited_in_line_waits_less_for_another_program() -> None:
    asking, patience = threading.Event(), []

    def wait_in_line() -> None:
        try:
            patience.append(_patience())
            asking.set()
            with writing():
                patience.append(_patience())
            patience.append(_patience())
        finally:
            connection.close()

    second = threading.Thread(target=wait_in_line)
    with writing():
        second.start()
        assert asking.wait(30)
        time.sleep(2 * PATIENT_AT_LEAST)
    second.join()
    before, while_writing, after = patience
    assert while_writing < before
    assert after == before


@on_sqlite
@pytest.mark.django_db(transaction=True)
def test_after_a_refusal_nobody_waits_long_until_something_is_written() -> None:
    before = _patience()
    with pytest.raises(OperationalError), writing():
        raise OperationalError
    with writing():
        after_a_refusal = _patience()
    with writing():
        at_last = _patience()
    assert after_a_refusal < before == at_last

"""Whoever writes waits in line, on both engines."""

import threading

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone

from habitue.lib.database import writing


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

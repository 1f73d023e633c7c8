"""The database file: only a safe SQLite touches it, and only if it is ours."""

import sqlite3
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from habitue.config.settings import SQLITE_PRAGMAS
from habitue.lib.sqlite import choice
from habitue.lib.sqlite.driver import Database
from habitue.lib.sqlite.file import APPLICATION_ID, Trouble, UnusableDatabase, claim, trouble_of

on_sqlite = pytest.mark.skipif(bool(settings.ENVIRONMENT.database_url), reason="about SQLite")


def test_the_library_in_use_is_safe() -> None:
    assert Database.sqlite_version_info >= (3, 51, 3)


def test_a_new_enough_standard_library_is_preferred(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3.dbapi2, "sqlite_version_info", (3, 51, 3))
    assert choice.choose() is sqlite3.dbapi2


def test_an_old_sqlite_is_refused_and_the_reason_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    old = ModuleType("pysqlite3")
    old.dbapi2 = SimpleNamespace(sqlite_version_info=(3, 51, 2), sqlite_version="3.51.2")  # type: ignore[attr-defined] # a stand-in
    monkeypatch.setattr(sqlite3.dbapi2, "sqlite_version_info", (3, 40, 1))
    monkeypatch.setitem(__import__("sys").modules, "pysqlite3", old)
    with pytest.raises(choice.OldSQLite, match=r"3\.51\.2 is too old.*WAL.*corrupted.*pysqlite3"):
        choice.choose()


def test_without_the_bundled_library_the_old_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3.dbapi2, "sqlite_version_info", (3, 40, 1))
    monkeypatch.setitem(__import__("sys").modules, "pysqlite3", None)
    with pytest.raises(choice.OldSQLite):
        choice.choose()


def test_a_fresh_file_gets_our_mark(tmp_path: Path) -> None:
    claim(tmp_path / "fresh.sqlite3")
    claim(tmp_path / "fresh.sqlite3")
    opened = Database.connect(tmp_path / "fresh.sqlite3")
    assert opened.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    opened.close()


def _trouble(file: Path) -> Trouble:
    before = file.read_bytes()
    with pytest.raises(UnusableDatabase) as caught:
        claim(file, wait=0.05)
    assert file.read_bytes() == before
    return caught.value.trouble


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear customer, " * 100)
    assert _trouble(file) is Trouble.NOT_A_DATABASE


@pytest.mark.parametrize("theirs", ["CREATE TABLE photo (id)", "PRAGMA application_id = 1"])
def test_a_database_of_another_program(tmp_path: Path, theirs: str) -> None:
    file = tmp_path / "photos.db"
    opened = Database.connect(file)
    opened.execute(theirs)
    opened.close()
    assert _trouble(file) is Trouble.ANOTHER_PROGRAM


def test_a_database_that_another_program_holds(tmp_path: Path) -> None:
    file = tmp_path / "shop.sqlite3"
    claim(file)
    other = Database.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert _trouble(file) is Trouble.LOCKED
    other.close()


def test_a_full_disk_is_known_as_such() -> None:
    opened = Database.connect(":memory:")
    opened.execute("CREATE TABLE till (receipt)")
    opened.execute("PRAGMA max_page_count = 3")
    with pytest.raises(Database.OperationalError) as caught:
        opened.execute("INSERT INTO till VALUES (zeroblob(1000000))")
    assert trouble_of(caught.value) is Trouble.FULL
    opened.close()


@on_sqlite
@pytest.mark.django_db
def test_every_connection_is_set_as_measured() -> None:
    values = {"journal_mode": "wal", "synchronous": 0, "temp_store": 2}  # synchronous is off for tests alone
    for name, value in {**SQLITE_PRAGMAS, **values, "foreign_keys": 1}.items():
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA {name}")
            assert cursor.fetchone() == (value,), name


def test_a_shop_is_durable() -> None:
    assert SQLITE_PRAGMAS["journal_mode"] == "WAL"
    assert SQLITE_PRAGMAS["synchronous"] == "FULL"


@pytest.mark.django_db
def test_what_goes_in_comes_out() -> None:
    now = timezone.now()
    Session.objects.bulk_create(
        Session(session_key=f"{number:05}", session_data="100 %s", expire_date=now) for number in range(20_000)
    )
    assert Session.objects.get(session_key="00042").expire_date == now
    assert Session.objects.filter(session_data__contains="%s").count() == 20_000
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s, '100 %%'", ["x"])
        assert cursor.fetchone() == ("x", "100 %")
        cursor.execute("SELECT %(who)s", {"who": "Léa"})
        assert cursor.fetchone() == ("Léa",)


@pytest.mark.django_db
def test_queries_can_be_watched() -> None:
    connection.force_debug_cursor = True
    try:
        assert Session.objects.filter(session_key__in=[str(number) for number in range(3000)]).count() == 0
        assert "'2999'" in connection.queries[-1]["sql"]
    finally:
        connection.force_debug_cursor = False

"""What goes wrong around a request is told in the reader's language, with what to do; and nothing is lost."""

import errno
import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from psycopg_pool import PoolTimeout

from habitue.backoffice.views import settings as settings_view
from habitue.config import trouble
from habitue.journal.verify import verify_all
from habitue.lib.ids import new_id
from habitue.lib.sqlite.driver import Database
from habitue.lib.sqlite.file import Trouble
from habitue.stores.models import Outlet, Shop
from tests.shop import opened

NODE = UUID(int=1)
PASSWORD = "a long enough one"
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a trouble of SQLite's file")


@pytest.fixture
def shop(transactional_db: None) -> Shop:
    return opened(NODE, new_id(), PASSWORD)


@pytest.fixture
def owner(shop: Shop) -> Client:
    # Django's test client raises what a real server answers with its page of trouble.
    client = Client(raise_request_exception=False)
    assert client.post("/office/sign-in/", {"name": "Hélène", "password": PASSWORD}).status_code == 302
    return client


@pytest.fixture
def restored() -> Iterator[None]:
    """Whatever a test does to the connection is over after it."""
    name = connection.settings_dict["NAME"]
    yield
    connection.settings_dict["NAME"] = name
    connection.close()


def open_an_outlet(client: Client, name: str = "Lille", **headers: str) -> Any:
    given = {"name": name, "address": "x" * 200, "country": "FR", "time_zone": "Europe/Paris"}
    return client.post("/office/outlets/new/", given, headers=headers)


@on_sqlite
def test_a_full_disk_is_told_and_nothing_is_lost(owner: Client, restored: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # what tests before have left free would be room on the disk
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    answers = []
    for number in range(200):
        answers.append(open_an_outlet(owner, f"Outlet {number}"))
        if answers[-1].status_code != 302:
            break
    refused = answers[-1]
    assert refused.status_code == 503
    assert refused.headers["Retry-After"]
    assert "The disk is full" in refused.text
    assert "Make room on the disk" in refused.text
    assert Outlet.objects.count() == len(answers)
    assert not list(verify_all())
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")
    assert open_an_outlet(owner, "There is room again").status_code == 302


@on_sqlite
def test_a_locked_database_is_told_and_nothing_is_lost(owner: Client, restored: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    other = Database.connect(connection.settings_dict["NAME"], isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        refused = open_an_outlet(owner)
        other.execute("ROLLBACK")
    finally:
        other.close()
    assert refused.status_code == 503
    assert "Another program is holding the database." in refused.text
    assert open_an_outlet(owner).status_code == 302
    assert Outlet.objects.count() == 2


@on_sqlite
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_database_that_has_gone_is_told_in_the_readers_language(owner: Client, restored: None, language: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = "/nowhere/at/all.sqlite3"
    refused = Client(raise_request_exception=False).get("/office/sales/", headers={"accept-language": language})
    assert refused.status_code == 503
    assert f'<html lang="{language}"' in refused.text
    assert 'href="/office/sales/"' in refused.text


def test_htmx_gets_a_message_and_leaves_the_page_with_what_was_typed(
    owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_arguments: object, **_payload: object) -> None:
        raise OperationalError("connection lost")

    monkeypatch.setattr(settings_view, "perform", gone)
    given = {"name": "Orsel", "language": "en", "lock_after_minutes": "3"}
    answer = owner.post("/office/settings/", given, headers={"hx-request": "true"})
    assert answer.status_code == 503
    assert answer.content == b""
    said = json.loads(answer.headers["HX-Trigger"])["show-message"]
    assert said["kind"] == "error"
    assert said["text"].startswith("The database does not answer.")
    assert "Orsel" not in said["text"]


def test_our_own_mistake_is_called_that(owner: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_arguments: object, **_payload: object) -> None:
        raise KeyError("0612345678")

    monkeypatch.setattr(settings_view, "perform", wrong)
    answer = owner.post("/office/settings/", {"name": "Orsel", "language": "en", "lock_after_minutes": "3"})
    assert answer.status_code == 500
    assert "The fault is Habitué&#x27;s, not yours." in answer.text
    assert "0612345678" not in answer.text
    assert "tell whoever looks after Habitué" in answer.text


def fails(_request: HttpRequest) -> HttpResponse:
    raise KeyError("0612345678")


def failed_at(path: str) -> HttpResponse:
    try:
        return fails(RequestFactory().get(path))
    except KeyError:
        return trouble.failed(RequestFactory().get(path))


def test_the_till_says_that_the_basket_is_kept_and_one_key_tries_again() -> None:
    answer = failed_at("/till/pay/")
    assert "The basket is kept." in answer.text
    assert 'href="/till/pay/" autofocus' in answer.text
    assert "The basket is kept." not in failed_at("/office/sales/").text


def test_a_customer_is_told_to_ask_the_shop_and_not_led_to_the_till() -> None:
    answer = failed_at("/r/a-secret/")
    assert answer.status_code == 500
    assert "ask the shop" in answer.text
    assert 'href="/r/a-secret/"' in answer.text
    for of_the_shop in ("/till/", "/office/", "Habitué:"):
        assert of_the_shop not in answer.text


def test_a_form_from_another_time_is_told_to_be_reloaded(shop: Shop) -> None:
    answer = Client(enforce_csrf_checks=True).post("/office/sign-in/", {"name": "Hélène", "password": PASSWORD})
    assert answer.status_code == 403
    assert "This page is too old" in answer.text


def test_a_page_that_does_not_exist_and_one_that_is_not_open(owner: Client) -> None:
    assert "There is no such page" in owner.get("/nowhere/").text
    assert owner.get("/nowhere/").status_code == 404
    answer = owner.get("/office/", headers={"host": "somewhere.example"})
    assert answer.status_code == 400
    assert "could not be understood" in answer.text


@override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=10)
def test_too_much_is_refused_with_a_page(owner: Client) -> None:
    answer = owner.post("/office/settings/", {f"field{number}": "x" for number in range(11)})
    assert answer.status_code == 400
    assert "could not be understood" in answer.text


class Server(psycopg.OperationalError):
    """As PostgreSQL's driver raises it, with the code of what has happened."""

    def __init__(self, sqlstate: str | None) -> None:
        super().__init__()
        self.sqlstate = sqlstate


class File(Exception):
    def __init__(self, code: int) -> None:
        super().__init__()
        self.sqlite_errorcode = code


def behind(cause: BaseException) -> OperationalError:
    """Django's error with what the driver raised behind it."""
    error = OperationalError()
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "found"),
    [
        (OperationalError("lost"), Trouble.UNREACHABLE),
        (InterfaceError("closed"), Trouble.UNREACHABLE),
        (behind(Server(None)), Trouble.UNREACHABLE),
        (behind(Server("08006")), Trouble.UNREACHABLE),
        (behind(Server("57P01")), Trouble.UNREACHABLE),
        (behind(Server("53300")), Trouble.UNREACHABLE),
        (behind(Server("53100")), Trouble.FULL),
        (behind(Server("55P03")), Trouble.LOCKED),
        (behind(Server("40P01")), Trouble.LOCKED),
        (behind(Server("42P01")), None),
        (behind(PoolTimeout("none free")), Trouble.UNREACHABLE),
        (behind(File(5)), Trouble.LOCKED),
        (behind(File(13)), Trouble.FULL),
        (behind(File(8 | 256)), Trouble.READ_ONLY),
        (behind(File(10 | 1 << 8)), Trouble.UNREACHABLE),
        (behind(File(10 | 3 << 8)), Trouble.READ_ONLY),
        (behind(File(11)), Trouble.DAMAGED),
        (behind(File(1)), None),
        (OSError(errno.ENOSPC, "no space left"), Trouble.FULL),
        (OSError(errno.ENOENT, "no such file"), None),
        (ValueError("a mistake"), None),
    ],
)
def test_each_trouble_is_known_by_what_the_driver_says(error: Exception, found: Trouble | None) -> None:
    assert trouble.find(error) == found


type Tells = Callable[[HttpRequest], HttpResponse]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("tells", "status"),
    [
        (trouble.failed, 500),
        (lambda request: trouble.not_found(request, Exception()), 404),
        (lambda request: trouble.forbidden(request, Exception()), 403),
        (lambda request: trouble.unreadable(request, Exception()), 400),
        (trouble.stale, 403),
    ],
)
def test_no_page_of_trouble_needs_a_database(tells: Tells, status: int, language: str) -> None:
    """pytest-django refuses the database to this test."""
    answer = tells(RequestFactory().get("/office/", headers={"accept-language": language}))
    assert answer.status_code == status
    assert f'<html lang="{language}"' in answer.text
    assert "<h1>" in answer.text

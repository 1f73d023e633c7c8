"""A keystroke goes past the checks that the one before it has passed, and never further than that one got."""

from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.middleware.csrf import CsrfViewMiddleware
from django.test import Client

from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.stores.actions import let_staff_go
from habitue.stores.models import Outlet, Register, Shop, Staff
from tests.counter.conftest import At, Knows

pytestmark = pytest.mark.django_db

TOKEN = "a" * 32


@pytest.fixture(autouse=True)
def a_second_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("habitue.lib.reading.KNOWN_FOR", 1000)


@pytest.fixture
def till(at: At, register: Register) -> Client:
    """A browser whose requests are checked for forgery like those of the street."""
    return strict(at())


def strict(client: Client, beside: Client | None = None) -> Client:
    """Each client has middleware of its own, which remembers no other's keystrokes unless it stands `beside` it."""
    if beside:
        client.handler = beside.handler
    client.handler.enforce_csrf_checks = True
    client.cookies[settings.CSRF_COOKIE_NAME] = TOKEN
    return client


def press(client: Client, typed: str, token: str = TOKEN) -> Any:
    return client.post("/till/customers/", {"q": typed, "where": "sell"}, headers={"X-CSRFToken": token})


def checks() -> Any:
    """Counts how often a request is looked at for forgery."""
    return patch.object(CsrfViewMiddleware, "_check_token", autospec=True)


def test_the_next_keystroke_is_answered_like_the_first(till: Client, known: Knows) -> None:
    known("Marie", "Curie")
    known("Martin", "Blanc")
    slow = press(till, "mar")
    with checks() as made:
        fast, other = press(till, "mar"), press(till, "mari")
    assert not made.called
    assert (fast.status_code, fast.content) == (200, slow.content)
    assert dict(fast.headers) == dict(slow.headers)
    assert "Content-Security-Policy" in fast.headers
    assert "Curie" in other.text
    assert "Blanc" not in other.text
    assert int(other.headers["Content-Length"]) == len(other.content)


def test_whoever_locks_the_till_is_out_with_the_next_key(till: Client) -> None:
    assert press(till, "mar").status_code == 200
    till.post("/till/lock/", headers={"X-CSRFToken": TOKEN})
    assert "/till/sign-in/" in press(till, "mar").headers["HX-Redirect"]


def test_whoever_has_left_the_shop_is_out_with_the_next_key(till: Client, shop: Shop, tom: Staff) -> None:
    press(till, "mar")
    perform(let_staff_go, Stamp(shop.node), id=tom.id)
    assert "/till/sign-in/" in press(till, "mar").headers["HX-Redirect"]


def test_after_a_second_it_is_asked_again(till: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    press(till, "mar")
    Session.objects.all().delete()
    assert "customer-row" in press(till, "mar").text
    monkeypatch.setattr("habitue.lib.reading.KNOWN_FOR", 0)
    assert "HX-Redirect" in press(till, "mar").headers


@pytest.mark.parametrize("token", ["", "b" * 32])
def test_a_forged_request_gets_no_further_than_before(till: Client, token: str) -> None:
    press(till, "mar")
    assert press(till, "mar", token).status_code == 403
    assert till.post("/till/customers/", {"q": "mar", "where": "sell"}).status_code == 403


def test_another_browser_is_another(till: Client) -> None:
    press(till, "mar")
    stranger = strict(Client(headers={"HX-Request": "true"}), beside=till)
    assert "HX-Redirect" in press(stranger, "mar").headers


def test_each_till_is_at_its_own_register(at: At, till: Client, second_register: Register, known: Knows) -> None:
    marie = known("Marie", "Curie")
    Customer.objects.filter(id=marie.id).update(last_visit=datetime(2026, 3, 2, 12, tzinfo=UTC))
    abroad = Outlet.objects.create(name="Boston", country="US", time_zone="America/New_York")
    Register.objects.filter(id=second_register.id).update(outlet=abroad)
    other = strict(at(second_register), beside=till)
    for client, day in ((till, "02/03/2026"), (other, "3/2/26"), (till, "02/03/2026"), (other, "3/2/26")):
        assert day in press(client, "mar").text


def test_what_is_not_asked_by_keystrokes_is_always_checked(till: Client) -> None:
    with checks() as made:
        for _again in range(2):
            till.post("/till/customers/new/", {"q": ""}, headers={"X-CSRFToken": TOKEN})
    assert made.call_count == 2

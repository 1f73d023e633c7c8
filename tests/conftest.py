"""What every test gets. The engine is chosen in `tests/settings.py`, which is read before this file."""

import socket
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.db import connections
from hypothesis import HealthCheck, settings

# Time says nothing about a property, and the machine may be busy. The examples are the same each time, so that nobody's
# change fails by what it has no part in; --hypothesis-profile=search looks for others.
settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.register_profile("search", settings.get_profile("suite"), derandomize=False)
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--engine",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="the database to run on; PostgreSQL is made for the run, unless DATABASE_URL names one",
    )


def pytest_report_header() -> str:
    from django.db import connection

    return f"database: {connection.display_name}"


@pytest.fixture(autouse=True, scope="session")
def only_this_machine() -> Iterator[None]:
    """A test that reaches for the network is a test that fails in a shop without one."""
    connect = socket.socket.connect

    def guarded(opened: socket.socket, address: Any) -> None:
        if opened.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"a test tried to reach {address[0]}")
        connect(opened, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(autouse=True)
def rules_of_this_shop() -> None:
    """Each test has a shop of its own, whose prices have the same versions as those of the one before."""
    from habitue.pricing import rules

    rules._kept.clear()


@pytest.fixture(autouse=True)
def rows_of_this_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test arranges rows without `writing()`, and its own are gone when it ends."""
    monkeypatch.setattr("habitue.lib.reading.KNOWN_FOR", 0)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """As long as a browser is open its event loop runs in this thread, and asgiref has Django open another connection
    there than before and afterwards; both must be closed for the test database to be dropped."""
    yield
    connections.close_all()


@pytest.fixture(autouse=True, scope="session")
def what_migrations_made_stays() -> None:
    """A transactional test leaves every table empty; the next one finds what every shop begins with."""
    from django.apps import apps
    from django.db import connection
    from django.db.models.signals import post_migrate

    from habitue.customers.models import ALL_CUSTOMERS, Group

    texts = import_module("habitue.customers.migrations.0006_first_consent_texts")

    def make_it_again(**_: Any) -> None:
        Group.objects.get_or_create(id=ALL_CUSTOMERS, defaults={"name": "All customers"})
        texts.write_the_first_texts(apps, connection.schema_editor())

    post_migrate.connect(make_it_again, weak=False)

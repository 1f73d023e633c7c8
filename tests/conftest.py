"""What every test gets. The engine is chosen in `tests/settings.py`, which is read before this file."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

# Time says nothing about a property, and the machine may be busy.
settings.register_profile("suite", deadline=None)
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

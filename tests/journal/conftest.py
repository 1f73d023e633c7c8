from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest

from habitue.journal.action import ACTIONS, Action, action


@pytest.fixture
def verb() -> Iterator[Callable[[Callable[..., Any]], Action[..., Any]]]:
    """`@action` for a test's own verb, which is forgotten again after the test."""
    known = set(ACTIONS)
    yield action
    for name in set(ACTIONS) - known:
        del ACTIONS[name]


@pytest.fixture
def node() -> UUID:
    return UUID("0190a7b2-0000-7000-8000-00000000000a")

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from habitue.customers.actions.create_customer import create_customer
from habitue.customers.codes import new_code
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.clock import now
from habitue.lib.ids import new_id

NODE = UUID("01900000-0000-7000-8000-0000000000aa")

type Enrol = Callable[..., Customer]


@pytest.fixture
def stamp() -> Callable[[], Stamp]:
    return lambda: Stamp(stream=NODE)


@pytest.fixture
def enrol(db: None) -> Enrol:
    """Somebody becomes a customer: `enrol(first_name="Léa")`."""

    def enrol(**known: Any) -> Customer:
        stamp = Stamp(stream=NODE, at=known.pop("at", None) or now())
        known = {"id": new_id(), "code": new_code(), "language": "fr", **known}
        return perform(create_customer, stamp, **known)

    return enrol

"""What is kept in memory is as it stands in the database, whoever has changed what they were given."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from habitue.lib import reading
from habitue.lib.database import writing
from habitue.lib.reading import known
from habitue.stores.models import Outlet, Register

pytestmark = pytest.mark.django_db


@pytest.fixture
def register() -> Register:
    outlet = Outlet.objects.create(name="Paris", country="FR", time_zone="Europe/Paris")
    return Register.objects.create(outlet=outlet, name="Till 1", code="T1")


def test_it_is_the_row_with_what_it_belongs_to(register: Register) -> None:
    found = known(Register, "id", register.id, joined="outlet")
    assert found == register
    assert found.name == "Till 1"
    assert found.outlet.name == "Paris"
    assert known(Register, "id", register.outlet_id) is None


def test_a_change_is_seen_at_once(register: Register) -> None:
    known(Register, "id", register.id, joined="outlet")
    Register.objects.update(name="Till 2")
    Outlet.objects.update(name="Lyon")
    found = known(Register, "id", register.id, joined="outlet")
    assert found
    assert (found.name, found.outlet.name) == ("Till 2", "Lyon")


def test_for_a_second_the_row_is_not_read_again(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "KNOWN_FOR", 1000)
    known(Register, "id", register.id)
    with CaptureQueriesContext(connection) as asked:
        assert known(Register, "id", register.id) == register
    assert not asked


def test_what_this_process_has_written_is_seen_at_once(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "KNOWN_FOR", 1000)
    known(Register, "id", register.id)
    with writing():
        Register.objects.update(name="Till 2")
        with writing():
            pass
        assert (within := known(Register, "id", register.id))
        Register.objects.update(name="Till 3")
    assert within.name == "Till 2"
    assert (after := known(Register, "id", register.id))
    assert after.name == "Till 3"


def test_what_its_reader_does_to_it_is_the_readers_own(register: Register) -> None:
    mine = known(Register, "id", register.id, joined="outlet")
    assert mine
    mine.name = mine.outlet.name = "Mine"
    yours = known(Register, "id", register.id, joined="outlet")
    assert yours
    assert (yours.name, yours.outlet.name) == ("Till 1", "Paris")


def test_it_can_be_saved_like_any_other(register: Register) -> None:
    found = known(Register, "id", register.id)
    assert found
    found.name = "Till 3"
    found.save(update_fields=["name"])
    assert Register.objects.get().name == "Till 3"

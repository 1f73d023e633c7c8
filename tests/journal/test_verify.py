"""Whatever is done to a journal behind the product's back is found."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import assume, given
from hypothesis import strategies as st

from habitue.catalogue.actions import change_tax_rate, create_tax_rate
from habitue.journal.action import Stamp
from habitue.journal.models import Entry, Stream
from habitue.journal.perform import perform
from habitue.journal.verify import fault_of, verify_all
from habitue.lib.ids import new_id

pytestmark = pytest.mark.django_db

LENGTH = 6
STREAMS = (new_id(), new_id())
positions = st.integers(0, LENGTH - 1)
streams = st.sampled_from(STREAMS)
hexadecimal = st.text("0123456789abcdefABCDEF ", min_size=1, max_size=64)
uuids = st.uuids(version=4)

OTHER_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "id": uuids,
    "number": st.integers(-3, 2 * LENGTH),
    "format": st.integers(-1, 3),
    "action": st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60),
    "at": st.timedeltas(timedelta(days=-9), timedelta(days=9)),
    "by": uuids | st.none(),
    "payload": st.none() | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=80),
    "salt": st.none() | st.text("0123456789abcdefABCDEF ", min_size=1, max_size=32),
    "digest": hexadecimal,
    "previous": hexadecimal,
    "hash": hexadecimal,
}


@pytest.fixture(autouse=True)
def journal(db: None) -> None:
    for stream in STREAMS:
        rate, by = new_id(), new_id()
        perform(create_tax_rate, Stamp(stream, by), id=rate, name=str(rate), rate=Decimal("0.2"))
        for number in range(LENGTH - 1):
            perform(change_tax_rate, Stamp(stream, by), id=rate, name=f"{rate} {number}", rate=Decimal("0.1"))


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def entry_at(stream: UUID, position: int) -> Entry:
    return Entry.objects.get(stream=stream, number=position + 1)


def is_found() -> bool:
    return any(True for _ in verify_all())


def test_an_untouched_journal_is_whole() -> None:
    assert not is_found()
    assert not any(fault_of(entry) for entry in Entry.objects.all())


@given(streams, positions, st.data())
def test_any_change_of_an_entry_is_found(stream: UUID, position: int, data: st.DataObject) -> None:
    entry = entry_at(stream, position)
    name = data.draw(st.sampled_from(sorted(OTHER_VALUES)))
    value = data.draw(OTHER_VALUES[name])
    if name == "at":
        value = entry.at + value
    assume(value != getattr(entry, name))
    assume(name != "number" or not Entry.objects.filter(stream=stream, number=value).exists())
    with undone():
        Entry.objects.filter(id=entry.id).update(**{name: value})
        assert is_found()


@given(streams, positions, st.sampled_from(["payload", "salt", "digest", "previous", "hash"]), st.data())
def test_a_change_of_one_letter_is_found(stream: UUID, position: int, name: str, data: st.DataObject) -> None:
    entry = entry_at(stream, position)
    text = getattr(entry, name)
    place = data.draw(st.integers(0, len(text) - 1))
    other = text[:place] + text[place].swapcase() + text[place + 1 :]
    other = other if other != text else text[:place] + data.draw(st.sampled_from("0a ")) + text[place + 1 :]
    assume(other != text)
    with undone():
        Entry.objects.filter(id=entry.id).update(**{name: other})
        assert is_found()


@given(streams, positions)
def test_a_deletion_is_found(stream: UUID, position: int) -> None:
    with undone():
        Entry.objects.filter(id=entry_at(stream, position).id).delete()
        assert is_found()


@given(streams, positions, positions)
def test_an_insertion_is_found_wherever_it_is(stream: UUID, source: int, place: int) -> None:
    forged = copy(entry_at(stream, source))
    forged.id, forged.number = new_id(), place + 1
    with undone():
        for entry in Entry.objects.filter(stream=stream, number__gt=place).order_by("-number"):
            Entry.objects.filter(id=entry.id).update(number=entry.number + 1)
        forged.save(force_insert=True)
        Stream.objects.filter(id=stream).update(last_number=LENGTH + 1)
        assert is_found()


@given(streams, positions, positions)
def test_a_swap_is_found(stream: UUID, one: int, other: int) -> None:
    assume(one != other)
    first, second = entry_at(stream, one), entry_at(stream, other)
    with undone():
        Entry.objects.filter(id=first.id).update(number=0)
        Entry.objects.filter(id=second.id).update(number=first.number)
        Entry.objects.filter(id=first.id).update(number=second.number)
        assert is_found()


@given(positions)
def test_an_entry_that_changes_its_stream_is_found(position: int) -> None:
    with undone():
        Entry.objects.filter(id=entry_at(STREAMS[0], position).id).update(stream=STREAMS[1], number=LENGTH + 1)
        assert is_found()


@given(streams, st.data())
def test_a_change_of_the_head_is_found(stream: UUID, data: st.DataObject) -> None:
    head = Stream.objects.get(id=stream)
    name, values = data.draw(
        st.sampled_from([("last_number", st.integers(0, 2 * LENGTH)), ("last_hash", OTHER_VALUES["hash"])])
    )
    value = data.draw(values)
    assume(value != getattr(head, name))
    with undone():
        Stream.objects.filter(id=stream).update(**{name: value})
        assert is_found()


@given(streams)
def test_a_head_that_is_gone_is_found(stream: UUID) -> None:
    with undone():
        heads = Stream.objects.filter(id=stream)
        heads._raw_delete(heads.db)
        assert is_found()
        Entry.objects.filter(stream=stream).delete()  # lest the engine refuse the test's own forgery


def test_the_break_names_the_first_entry_that_does_not_hold() -> None:
    entry = entry_at(STREAMS[0], 2)
    Entry.objects.filter(id=entry.id).update(payload='{"rate":"0.0"}')
    breaks = list(verify_all())
    assert [(each.stream, each.number) for each in breaks] == [(STREAMS[0], 3)]
    assert "payload" in breaks[0].reason
    assert fault_of(Entry.objects.get(id=entry.id))

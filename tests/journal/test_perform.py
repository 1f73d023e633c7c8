from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from pydantic import ValidationError

from habitue.catalogue.actions import change_tax_rate, create_tax_rate
from habitue.catalogue.models import TaxRate
from habitue.journal.action import Action, AlreadyDone, Doing, Stamp, action
from habitue.journal.models import Change, Entry, Feed, Stream
from habitue.journal.perform import perform, replay
from habitue.journal.verify import verify_all
from habitue.lib.ids import new_id

type Verb = Callable[[Callable[..., Any]], Action[..., Any]]


def new_rate(stream: UUID, name: str = "20 %") -> TaxRate:
    return perform(create_tax_rate, Stamp(stream), id=new_id(), name=name, rate=Decimal("0.2"))


def assert_the_feed_has_no_gap() -> None:
    numbers = list(Change.objects.order_by("seq").values_list("seq", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert Feed.objects.values_list("seq", flat=True).get() == len(numbers)


@pytest.mark.django_db
def test_an_action_changes_rows_is_journalled_and_tells_the_feed(node: UUID) -> None:
    stamp = Stamp(node, by=new_id(), at=datetime(2026, 2, 3, 4, 5, 6, 7, UTC))
    rate = perform(create_tax_rate, stamp, id=new_id(), name="20 %", rate=Decimal("0.20"))
    entry = Entry.objects.get()
    assert (entry.id, entry.stream_id, entry.number, entry.by, entry.at) == (stamp.entry, node, 1, stamp.by, stamp.at)
    assert entry.action == "create_tax_rate"
    assert entry.payload == f'{{"id":"{rate.id}","name":"20 %","rate":"0.20"}}'
    assert Change.objects.values_list("seq", "kind", "object_id").get() == (1, "taxrate", rate.id)


@pytest.mark.django_db
def test_entries_are_numbered_in_each_stream_and_chained(node: UUID) -> None:
    other = new_id()
    for number in range(3):
        new_rate(node, f"a{number}")
        new_rate(other, f"b{number}")
    for stream in (node, other):
        entries = list(Entry.objects.filter(stream=stream).order_by("number"))
        assert [entry.number for entry in entries] == [1, 2, 3]
        assert [entry.previous for entry in entries] == ["0" * 64, entries[0].hash, entries[1].hash]
    assert_the_feed_has_no_gap()
    assert not list(verify_all())


@pytest.mark.django_db
def test_what_fails_leaves_no_trace(node: UUID, verb: Verb) -> None:
    @verb
    def fail_half_way(doing: Doing, *, id: UUID) -> None:
        rate = TaxRate.objects.create(id=id, name="half", rate=0)
        doing.changed(rate)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        perform(fail_half_way, Stamp(node), id=new_id())
    assert not TaxRate.objects.exists()
    assert not Entry.objects.exists()
    assert not Stream.objects.exists()
    assert not Change.objects.exists()


@pytest.mark.django_db
def test_a_payload_of_another_type_leaves_no_trace(node: UUID, verb: Verb) -> None:
    @verb
    def count_pieces(doing: Doing, *, pieces: int) -> None:
        TaxRate.objects.create(name="counted", rate=0)

    with pytest.raises(ValidationError):
        perform(count_pieces, Stamp(node), pieces="many")
    assert not TaxRate.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_what_was_done_already_is_not_written_again(node: UUID, verb: Verb) -> None:
    @verb
    def do_once(doing: Doing) -> str:
        raise AlreadyDone("the first result")

    assert perform(do_once, Stamp(node)) == "the first result"
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_an_entry_is_replayed_as_it_was_stamped(node: UUID) -> None:
    stamp = Stamp(node, by=new_id())
    rate = perform(create_tax_rate, stamp, id=new_id(), name="20 %", rate=Decimal("0.2"))
    perform(change_tax_rate, Stamp(node), id=rate.id, name="21 %", rate=Decimal("0.21"))
    entries = list(Entry.objects.order_by("number"))
    rows = list(TaxRate.objects.values())
    for model in (Change, Entry, Stream, TaxRate):
        model._base_manager.all().delete()
    for entry in entries:
        replay(entry)
    assert list(TaxRate.objects.values()) == rows
    told = [(entry.id, entry.by, entry.at, entry.payload) for entry in Entry.objects.order_by("number")]
    assert told == [(entry.id, entry.by, entry.at, entry.payload) for entry in entries]


@pytest.mark.django_db
def test_an_erased_payload_cannot_be_replayed(node: UUID) -> None:
    new_rate(node)
    entry = Entry.objects.get()
    entry.payload = None
    with pytest.raises(ValueError, match="erased"):
        replay(entry)


def test_two_actions_of_one_name_are_refused(verb: Verb) -> None:
    def create_tax_rate(doing: Doing) -> None: ...

    with pytest.raises(ValueError, match="two actions"):
        action(create_tax_rate)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_leave_no_gap(node: UUID) -> None:
    streams = [node, new_id(), new_id()]

    def work(number: int) -> None:
        try:
            new_rate(streams[number % 3], f"rate {number}")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(48)))
    for stream in streams:
        numbers = Entry.objects.filter(stream=stream).order_by("number").values_list("number", flat=True)
        assert list(numbers) == list(range(1, 17))
    assert_the_feed_has_no_gap()
    assert not list(verify_all())

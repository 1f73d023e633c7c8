"""The ledger of consents: it only grows, and the latest answer counts."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from habitue.customers.actions import GivenAnswer, create_customer, record_consents, write_consent_text
from habitue.customers.asking import hint
from habitue.customers.codes import new_code
from habitue.customers.consents import (
    BITS,
    CHANNELS,
    QUESTIONS,
    REFUSED,
    agreed_by,
    answers_of,
    channels_of,
    may,
    words_now,
)
from habitue.customers.models import Channel, Consent, ConsentText, Customer, Purpose
from habitue.journal.action import Stamp
from habitue.journal.models import Entry
from habitue.journal.perform import perform, replay
from habitue.lib.clock import months_after
from habitue.lib.ids import new_id

from .conftest import NODE, Enrol

START = datetime(2026, 1, 1, tzinfo=UTC)
KEEP = (Purpose.KEEP, Channel.NONE)
MAIL = (Purpose.WRITE, Channel.EMAIL)


def say(customer: Customer, *answers: tuple[tuple[str, str], bool], at: datetime = START, **more: object) -> None:
    """The customer answers."""
    given = [GivenAnswer(new_id(), purpose, channel, yes) for (purpose, channel), yes in answers]
    stamp = Stamp(NODE, at=START + timedelta(days=4000))
    perform(record_consents, stamp, customer=customer.id, answers=given, way="till", language="fr", at=at, **more)  # type: ignore[arg-type]  # plain values


moments = st.integers(0, 12).map(lambda hours: START + timedelta(hours=hours))
answers = st.tuples(moments, st.sampled_from(QUESTIONS), st.booleans())


class AnyAnswers(TestCase):
    @given(st.lists(answers, max_size=12), st.permutations(range(12)))
    def test_the_latest_by_time_counts_and_nothing_is_lost(
        self, told: list[tuple[datetime, tuple[Purpose, Channel], bool]], order: list[int]
    ) -> None:
        customer = perform(
            create_customer, Stamp(NODE), id=new_id(), code=new_code(), first_name="Marie", language="fr"
        )
        written = [told[index] for index in order if index < len(told)]
        for at, question, yes in written:
            say(customer, (question, yes), at=at)
        kept = Consent.objects.filter(customer=customer).values_list("at", "purpose", "channel", "given")
        assert sorted(kept) == sorted((at, *question, yes) for at, question, yes in written)
        # Of two answers of the same moment the one that was written down later counts.
        last = {question: yes for _at, question, yes in sorted(written, key=lambda each: each[0])}
        assert {question: answer.given for question, answer in answers_of(customer.id).items()} == last
        refused = last.get(KEEP) is False
        open_channels = [channel for channel in CHANNELS if last.get((Purpose.WRITE, channel)) and not refused]
        assert [channel for channel in CHANNELS if may(customer.id, Purpose.WRITE, channel)] == open_channels
        assert may(customer.id, Purpose.KEEP) == bool(last.get(KEEP))
        # The copy that lists and exports read says the same as the ledger.
        customer.refresh_from_db()
        assert customer.agreed == agreed_by(answers_of(customer.id))
        assert (customer.agreed == REFUSED) == refused
        assert channels_of(customer.agreed) == open_channels


def test_answers_of_one_moment_are_one_action(enrol: Enrol) -> None:
    marie = enrol(first_name="Marie")
    before = Entry.objects.count()
    say(marie, (KEEP, True), (MAIL, True))
    assert Entry.objects.count() == before + 1
    assert marie.consents.count() == 2


def test_sent_twice_it_is_written_once(enrol: Enrol) -> None:
    marie, id = enrol(first_name="Marie"), new_id()
    for _ in range(2):
        perform(
            record_consents,
            Stamp(NODE),
            customer=marie.id,
            answers=[GivenAnswer(id, *KEEP, given=True)],
            way="till",
            language="fr",
        )
    assert marie.consents.count() == 1


def test_an_answer_keeps_the_words_that_were_shown(enrol: Enrol) -> None:
    marie, first = enrol(first_name="Marie"), words_now()[Purpose.KEEP]
    perform(
        record_consents,
        Stamp(NODE),
        customer=marie.id,
        answers=[GivenAnswer(new_id(), *KEEP, given=True, text=first.id)],
        way="till",
        language="fr",
    )
    perform(
        write_consent_text,
        Stamp(NODE),
        id=new_id(),
        purpose=Purpose.KEEP,
        text_en="Keep",
        text_fr="Gardez",
        say_en="May we keep?",
        say_fr="Pouvons-nous garder ?",
    )
    assert words_now()[Purpose.KEEP].version == first.version + 1
    answer = answers_of(marie.id)[KEEP]
    assert (answer.text, answer.language) == (first, "fr")
    assert ConsentText.objects.filter(purpose=Purpose.KEEP).count() == 2


def test_nobody_answers_in_the_future(enrol: Enrol) -> None:
    marie = enrol(first_name="Marie")
    say(marie, (MAIL, True), at=START + timedelta(days=9000))
    say(marie, (MAIL, False), at=START + timedelta(days=4001))
    assert not may(marie.id, *MAIL)


def test_only_writing_has_channels(enrol: Enrol) -> None:
    marie = enrol(first_name="Marie")
    for question in ((Purpose.KEEP, Channel.EMAIL), (Purpose.WRITE, Channel.NONE)):
        with pytest.raises(IntegrityError):
            say(marie, (question, True))
    assert not marie.consents.exists()


def test_an_answer_to_a_record_that_was_merged_is_the_persons(enrol: Enrol) -> None:
    marie, other = enrol(first_name="Marie"), enrol(first_name="M.")
    Customer.objects.filter(id=other.id).update(merged_into=marie)
    say(other, (MAIL, False))
    assert answers_of(marie.id)[MAIL].given is False
    assert not other.consents.exists()


def test_replayed_it_gives_the_same_ledger(enrol: Enrol) -> None:
    marie = enrol(first_name="Marie")
    say(marie, (KEEP, True), (MAIL, True), source="paper box")
    rows, entry = list(marie.consents.order_by("id").values()), Entry.objects.get(action="record_consents")
    marie.consents.all().delete()
    Customer.objects.update(agreed=0)
    Entry.objects.filter(id=entry.id).delete()
    replay(entry)
    assert list(marie.consents.order_by("id").values()) == rows
    marie.refresh_from_db()
    assert marie.agreed == 1 + BITS[Channel.EMAIL]


# --- What is still to be asked --------------------------------------------------------------------------------------


def test_who_was_never_asked_is_asked_both(enrol: Enrol) -> None:
    found = hint(answers_of(enrol(first_name="Marie").id), START, 24)
    assert found
    assert (found.purposes, found.last) == ((Purpose.KEEP, Purpose.WRITE), None)


def test_who_was_asked_lately_is_not_asked(enrol: Enrol) -> None:
    marie = enrol(first_name="Marie")
    say(marie, (KEEP, True), (MAIL, False))
    assert hint(answers_of(marie.id), START + timedelta(days=700), 24) is None


def test_an_answer_that_is_older_than_the_shops_months_is_asked_for_again(enrol: Enrol) -> None:
    marie = enrol(first_name="Marie")
    say(marie, (KEEP, True))
    say(marie, (MAIL, True), at=START + timedelta(days=300))
    found = hint(answers_of(marie.id), START + timedelta(days=800), 24)
    assert found
    assert (found.purposes, found.last) == ((Purpose.KEEP,), START)


def test_who_is_not_to_be_kept_is_asked_nothing(enrol: Enrol) -> None:
    marie = enrol(first_name="Marie")
    say(marie, (KEEP, False))
    assert hint(answers_of(marie.id), START + timedelta(days=9000), 24) is None


@pytest.mark.parametrize(
    ("months", "before"), [(1, "2028-02-29"), (13, "2027-02-28"), (24, "2026-03-31"), (27, "2025-12-31")]
)
def test_months_are_the_calendars(months: int, before: str) -> None:
    assert months_after(datetime(2028, 3, 31, tzinfo=UTC), -months).date().isoformat() == before


@pytest.mark.django_db
def test_the_first_texts_are_the_same_on_every_node() -> None:
    assert {purpose: (text.id, text.version) for purpose, text in words_now().items()} == {
        Purpose.KEEP: (UUID("01900000-0000-7000-8000-000000000101"), 1),
        Purpose.WRITE: (UUID("01900000-0000-7000-8000-000000000102"), 1),
    }
    assert all(text.shown("fr") != text.shown("en") and text.said("fr") for text in words_now().values())

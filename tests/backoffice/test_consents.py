"""Consents in the back office: the shop's words, a customer's answers, paper, and withdrawing."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from habitue.customers.consents import answers_of, may, words_now
from habitue.customers.models import Channel, Consent, ConsentText, Customer, Purpose
from habitue.journal.models import Entry
from habitue.lib.clock import now
from habitue.lib.ids import new_id
from habitue.stores.models import Role, Shop, Staff
from tests.backoffice.conftest import SignedIn

KEEP = (Purpose.KEEP, Channel.NONE)
MAIL = (Purpose.WRITE, Channel.EMAIL)
WORDS = {"text_en": "We show", "text_fr": "Montré", "say_en": "Said", "say_fr": "Dit"}


def sent(**more: str) -> dict[str, str]:
    return {"minted": str(new_id()), "way": "paper", "on": now().date().isoformat(), "language": "fr", **more}


def record(client: Client, customer: Customer, **more: str) -> int:
    return client.post(f"/office/customers/{customer.id}/consents/new/", sent(**more)).status_code


# --- The shop's words ------------------------------------------------------------------------------------------------


def test_a_new_version_is_shown_and_the_old_one_stays(owner: Client) -> None:
    first = words_now()[Purpose.KEEP]
    assert owner.post("/office/consent-texts/keep/", {"minted": str(new_id()), **WORDS}).status_code == 302
    written = words_now()[Purpose.KEEP]
    assert (written.version, written.text_fr, written.say_en) == (first.version + 1, "Montré", "Said")
    page = unescape(owner.get("/office/consent-texts/").text)
    assert all(words in page for words in (*WORDS.values(), first.text_en, first.say_fr))


def test_words_that_nobody_changed_are_no_new_version(owner: Client) -> None:
    first = words_now()[Purpose.WRITE]
    same = {name: getattr(first, name) for name in WORDS}
    owner.post("/office/consent-texts/write/", {"minted": str(new_id()), **same})
    assert words_now()[Purpose.WRITE] == first


def test_words_sent_twice_are_one_version(owner: Client) -> None:
    typed = {"minted": str(new_id()), **WORDS}
    for _ in range(2):
        owner.post("/office/consent-texts/keep/", typed)
    assert ConsentText.objects.filter(purpose=Purpose.KEEP).count() == 2


def test_words_are_needed_in_both_languages(owner: Client) -> None:
    refused = owner.post("/office/consent-texts/keep/", {**WORDS, "say_fr": " "})
    assert refused.status_code == 422
    assert "Montré" in refused.text
    assert words_now()[Purpose.KEEP].version == 1
    assert owner.get("/office/consent-texts/nonsense/").status_code == 404


@pytest.mark.parametrize(("typed", "status"), [("6", 302), ("0", 422), ("121", 422), ("soon", 422), ("", 422)])
def test_the_shop_says_after_how_many_months_the_till_asks_again(owner: Client, typed: str, status: int) -> None:
    assert owner.post("/office/consent-texts/months/", {"months": typed}).status_code == status
    assert Shop.objects.get().consent_months == (6 if status == 302 else 24)


def test_settings_leave_the_months_alone(owner: Client) -> None:
    owner.post("/office/consent-texts/months/", {"months": "6"})
    owner.post("/office/settings/", {"name": "Orsel", "language": "fr", "lock_after_minutes": "5"})
    assert Shop.objects.get().consent_months == 6


def test_only_who_may_write_the_words_is_led_to_them(signed_in: SignedIn) -> None:
    for role, shown in ((Role.STORE_MANAGER, True), (Role.WAREHOUSE_MANAGER, False)):
        assert ("/office/consent-texts/" in signed_in(role).get("/office/customers/").text) == shown


# --- A new customer --------------------------------------------------------------------------------------------------


def new(client: Client, **typed: str) -> int:
    told = {"minted": str(new_id()), "first_name": "Jeanne", "language": "en", **typed}
    return client.post("/office/customers/new/", told).status_code


def test_a_new_customers_ticks_are_recorded(owner: Client) -> None:
    assert "checked" not in owner.get("/office/customers/new/").text
    assert new(owner, may_keep="on", may_write="on", may_post="on") == 302
    jeanne = Customer.objects.get()
    given = {question: answer.given for question, answer in answers_of(jeanne.id).items()}
    assert given == {KEEP: True} | {(Purpose.WRITE, each): each == Channel.POST for each in Channel if each}
    kept = answers_of(jeanne.id)[KEEP]
    assert (kept.way, kept.register, kept.language, kept.text) == ("office", None, "en", words_now()[Purpose.KEEP])


def test_without_ticks_nothing_was_asked(owner: Client) -> None:
    assert new(owner) == 302
    assert not Consent.objects.exists()


def test_a_tick_without_a_channel_is_told(owner: Client) -> None:
    assert new(owner, may_write="on") == 422
    assert not Customer.objects.exists()


# --- A customer's answers --------------------------------------------------------------------------------------------


def test_an_answer_from_paper_keeps_its_day_its_words_and_where_the_paper_is(
    owner: Client, customer: Customer, people: dict[Role, Staff]
) -> None:
    first = words_now()[Purpose.WRITE]
    owner.post("/office/consent-texts/write/", {"minted": str(new_id()), **WORDS})
    day = (now() - timedelta(days=40)).date()
    told = {"email": "yes", "sms": "no", "write_text": str(first.id), "on": day.isoformat(), "source": "Folder 7"}
    assert record(owner, customer, **told) == 204
    answers = answers_of(customer.id)
    assert {question: answer.given for question, answer in answers.items()} == {
        MAIL: True,
        (Purpose.WRITE, Channel.SMS): False,
    }
    kept = answers[MAIL]
    assert (kept.at.date(), kept.text, kept.way, kept.source) == (day, first, "paper", "Folder 7")
    assert kept.staff == people[Role.OWNER]


def test_an_old_paper_does_not_undo_what_was_said_since(owner: Client, customer: Customer) -> None:
    record(owner, customer, email="no")
    record(owner, customer, email="yes", on="2020-01-01")
    assert not may(customer.id, *MAIL)
    assert customer.consents.count() == 2


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"email": "yes", "on": "2999-01-01"},
        {"email": "yes", "on": "x"},
        {"email": "yes", "on": "0026-05-17"},
        {"email": "perhaps"},
        {"way": "x"},
    ],
)
def test_what_cannot_be_is_told_and_nothing_recorded(owner: Client, customer: Customer, typed: dict[str, str]) -> None:
    assert record(owner, customer, **typed) == 422
    assert not customer.consents.exists()


def test_withdrawing_is_one_click_on_the_page(owner: Client, customer: Customer) -> None:
    record(owner, customer, keep="yes", email="yes")
    page = f"/office/customers/{customer.id}/consents/"
    assert owner.get(page).text.count(">Withdraw</button>") == 2
    told = {"purpose": "write", "channel": "email", "minted": str(new_id())}
    for _ in range(2):
        assert "The consent is withdrawn." in owner.post(page, told).text
    assert not may(customer.id, *MAIL)
    assert [answer.given for answer in customer.consents.filter(purpose="write").order_by("at")] == [True, False]
    assert owner.post(page, {"purpose": "write", "channel": ""}).status_code == 400


def test_the_history_shows_every_answer_with_its_words(owner: Client, customer: Customer) -> None:
    first = words_now()[Purpose.WRITE]
    record(owner, customer, email="yes", source="<b>Folder</b>")
    record(owner, customer, email="no", way="office")
    shown = owner.get(f"/office/customers/{customer.id}/consents/").text
    assert "All 2 answers" in shown
    assert unescape(shown).count(first.text_fr) == 2
    assert "&lt;b&gt;Folder" in shown


def test_looking_changes_nothing(owner: Client, customer: Customer) -> None:
    before = Entry.objects.count()
    owner.get(f"/office/customers/{customer.id}/consents/")
    owner.get(f"/office/customers/{customer.id}/consents/new/")
    assert Entry.objects.count() == before

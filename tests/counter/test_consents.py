"""Consents at the till: two ticks on the new customer's form, a hint on the card, two taps to ask or withdraw."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import IntegrityError
from django.test import Client

from habitue.customers.actions import GivenAnswer, record_consents, write_consent_text
from habitue.customers.consents import answers_of, may, words_now
from habitue.customers.models import Channel, Consent, Customer, Purpose
from habitue.journal.action import Stamp
from habitue.journal.models import Entry
from habitue.journal.perform import perform
from habitue.lib.clock import now
from habitue.lib.ids import new_id
from habitue.sales import baskets
from habitue.stores.models import Register, Shop, Staff

from .conftest import Knows

KEEP = (Purpose.KEEP, Channel.NONE)


def form(**typed: str) -> dict[str, str]:
    return {"id": str(new_id()), "where": "sell", "first_name": "Marie", "language": "fr", **typed}


def given(customer: Customer) -> dict[tuple[str, str], bool]:
    return {question: answer.given for question, answer in answers_of(customer.id).items()}


def asked(customer: Customer, register: Register, *, days_ago: int = 0, **answers: bool) -> None:
    """The customer has answered: `asked(marie, register, keep=True, email=False)`."""
    told = [
        GivenAnswer(new_id(), Purpose.KEEP if name == "keep" else Purpose.WRITE, name.replace("keep", ""), given=yes)
        for name, yes in answers.items()
    ]
    perform(
        record_consents,
        Stamp(register.id),
        customer=customer.id,
        answers=told,
        way="till",
        language="fr",
        at=now() - timedelta(days=days_ago),
    )


# --- The form of a new customer --------------------------------------------------------------------------------------


def test_nothing_is_ticked_beforehand_and_the_shops_words_stand_beside(till: Client) -> None:
    shown = till.post("/till/customers/new/", {"q": "", "where": "sell"}).text
    ticks = re.findall(r'<input type="checkbox"[^>]*>', shown)
    assert len(ticks) == 6
    assert not any("checked" in tick for tick in ticks)
    for text in words_now().values():
        assert text.text_en in unescape(shown)
        assert text.text_fr in unescape(shown)


def test_a_record_saved_without_ticks_was_not_asked(till: Client) -> None:
    assert till.post("/till/customers/create/", form()).status_code == 200
    assert given(Customer.objects.get()) == {}


def test_ticks_are_kept_with_what_was_shown_and_where(till: Client, register: Register, tom: Staff) -> None:
    words = words_now()
    told = {"keep_text": str(words[Purpose.KEEP].id), "write_text": str(words[Purpose.WRITE].id)}
    answer = till.post("/till/customers/create/", form(may_keep="on", may_write="on", may_email="on", **told))
    assert answer.status_code == 200
    marie = Customer.objects.get()
    write = {(Purpose.WRITE, channel): channel == Channel.EMAIL for channel in Channel if channel}
    assert given(marie) == {KEEP: True, **write}
    kept = answers_of(marie.id)[KEEP]
    assert (kept.text, kept.language, kept.way, kept.staff, kept.register) == (
        words[Purpose.KEEP],
        "fr",
        "till",
        tom,
        register,
    )


def test_the_version_that_was_shown_is_kept_although_there_is_a_newer_one(till: Client, shop: Shop) -> None:
    shown = words_now()[Purpose.KEEP]
    words = {"text_en": "New", "text_fr": "Neuf", "say_en": "New?", "say_fr": "Neuf ?"}
    perform(write_consent_text, Stamp(shop.node), id=new_id(), purpose=Purpose.KEEP, **words)
    till.post("/till/customers/create/", form(may_keep="on", keep_text=str(shown.id)))
    assert answers_of(Customer.objects.get().id)[KEEP].text == shown


def test_a_text_that_does_not_exist_is_not_taken(till: Client) -> None:
    for nonsense in ("x", str(new_id()), str(words_now()[Purpose.WRITE].id)):
        till.post("/till/customers/create/", form(may_keep="on", keep_text=nonsense, first_name=nonsense))
    assert {answer.text for answer in Consent.objects.all()} == {words_now()[Purpose.KEEP]}


def test_to_be_written_to_needs_a_channel(till: Client) -> None:
    refused = till.post("/till/customers/create/", form(may_write="on", may_keep="on"))
    assert refused.status_code == 422
    assert "Choose at least one way to write" in refused.text
    assert re.search(r'name="may_keep"[^>]* checked', refused.text)
    assert not Customer.objects.exists()


def test_channels_below_a_tick_that_was_taken_away_again_say_nothing(till: Client) -> None:
    till.post("/till/customers/create/", form(may_email="on"))
    assert given(Customer.objects.get()) == {}


def test_sent_twice_there_is_one_customer_with_one_answer(till: Client) -> None:
    sent = form(may_keep="on")
    for _ in range(2):
        assert till.post("/till/customers/create/", sent).status_code == 200
    assert Consent.objects.count() == 1


def test_a_customer_and_their_answers_are_saved_together_or_not_at_all(
    till: Client, known: Knows, monkeypatch: pytest.MonkeyPatch
) -> None:
    known("Jean", code="A1")
    assert till.post("/till/customers/create/", form(code="A1", may_keep="on")).status_code == 422
    assert not Consent.objects.exists()

    def quicker(*_facts: object) -> None:
        raise IntegrityError

    monkeypatch.setattr("habitue.counter.views.customers.record", quicker)
    assert till.post("/till/customers/create/", form(may_keep="on")).status_code == 422
    assert Customer.objects.count() == 1


def test_who_is_not_to_be_kept_leaves_no_trace_and_the_sale_goes_on(
    till: Client, known: Knows, register: Register, tom: Staff
) -> None:
    baskets.attach_customer(register, tom, known("Jean"))
    before = Entry.objects.count()
    answer = till.post("/till/customers/not-kept/", {"where": "sell"})
    assert answer.status_code == 200
    assert "close-dialog" in json.loads(answer.headers["HX-Trigger-After-Swap"])
    basket = baskets.basket_at(register)
    assert basket
    assert basket.customer is None
    assert Entry.objects.count() == before
    assert till.post("/till/customers/not-kept/", {"where": "pay"}).headers["HX-Retarget"] == "#payment-customer"


def test_on_a_receipt_who_is_not_to_be_kept_leaves_the_next_sale_alone(
    till: Client, known: Knows, register: Register, tom: Staff
) -> None:
    jean = known("Jean")
    baskets.attach_customer(register, tom, jean)
    assert till.post("/till/customers/not-kept/", {"where": "receipt"}).headers["HX-Trigger"] == "close-dialog"
    basket = baskets.basket_at(register)
    assert basket
    assert basket.customer == jean


# --- The customer on top of the sale ---------------------------------------------------------------------------------


def card(till: Client, customer: Customer) -> str:
    shown = till.post("/till/basket/customer/", {"customer": customer.id, "where": "sell"}).text
    found = re.search(r'<div class="consent-hint.*?</div>', shown, re.DOTALL)
    assert found
    return unescape(found[0])


def test_the_card_hints_what_was_never_asked(till: Client, known: Knows, register: Register) -> None:
    marie = known("Marie")
    assert "May we keep your details, and write to you?" in card(till, marie)
    asked(marie, register, keep=True)
    assert "May we write to you?" in card(till, marie)
    asked(marie, register, email=True)
    assert "May be written to: E-mail" in card(till, marie)
    asked(marie, register, email=False)
    assert "Is not to be written to" in card(till, marie)


def test_the_card_hints_what_is_older_than_the_shops_time(
    till: Client, known: Knows, register: Register, shop: Shop
) -> None:
    marie = known("Marie")
    asked(marie, register, keep=True, email=True, days_ago=200)
    assert "Ask again" not in card(till, marie)
    Shop.objects.update(consent_months=6)
    assert "Ask again, last answer" in card(till, marie)


def test_the_payment_screen_hints_too(till: Client, known: Knows) -> None:
    shown = till.post("/till/basket/customer/", {"customer": known("Marie").id, "where": "pay"}).text
    assert "May we keep your details, and write to you?" in shown


def test_the_words_to_read_out_are_in_the_customers_language(till: Client, known: Knows) -> None:
    text = words_now()[Purpose.KEEP]
    for language, said in (("fr", text.say_fr), ("en", text.say_en)):
        marie = known("Marie", language=language)
        till.post("/till/basket/customer/", {"customer": str(marie.id)})
        assert said in unescape(till.get(f"/till/customers/{marie.id}/consents/").text)


def tap(till: Client, customer: Customer, purpose: str, channel: str, given: str, **more: str) -> str:
    sent = {"purpose": purpose, "channel": channel, "given": given, "minted": str(new_id()), "where": "sell", **more}
    till.post("/till/basket/customer/", {"customer": str(customer.id)})
    answer = till.post(f"/till/customers/{customer.id}/consents/", sent)
    assert answer.status_code == 200
    return answer.text


def test_one_tap_an_answer_and_the_card_follows(till: Client, known: Knows, tom: Staff, register: Register) -> None:
    marie = known("Marie")
    tap(till, marie, "keep", "", "yes", keep_text=str(words_now()[Purpose.KEEP].id))
    shown = tap(till, marie, "write", "email", "yes")
    assert 'id="customer-consent" hx-swap-oob="true"' in shown
    assert "May be written to: E-mail" in shown
    assert given(marie) == {KEEP: True, (Purpose.WRITE, Channel.EMAIL): True}
    kept = answers_of(marie.id)[KEEP]
    assert (kept.staff, kept.register, kept.way, kept.text) == (tom, register, "till", words_now()[Purpose.KEEP])


def test_withdrawing_is_one_tap_there_and_the_first_answer_stays(till: Client, known: Knows) -> None:
    marie = known("Marie")
    tap(till, marie, "write", "email", "yes")
    tap(till, marie, "write", "email", "no")
    assert [answer.given for answer in marie.consents.order_by("at")] == [True, False]
    assert not may(marie.id, Purpose.WRITE, Channel.EMAIL)


def test_no_to_all_is_one_action_for_every_channel(till: Client, known: Knows) -> None:
    marie = known("Marie")
    before = Entry.objects.count()
    tap(till, marie, "write", "all", "no")
    assert given(marie) == {(Purpose.WRITE, channel): False for channel in Channel if channel}
    assert Entry.objects.count() == before + 1


def test_yes_and_no_tapped_before_the_first_answer_came_are_both_kept(till: Client, known: Knows) -> None:
    marie, minted = known("Marie"), str(new_id())
    for answer in ("yes", "yes", "no"):
        tap(till, marie, "keep", "", answer, minted=minted)
    assert [answer.given for answer in marie.consents.order_by("at")] == [True, False]


def test_who_is_not_to_be_kept_is_shown_so_and_not_written_to(till: Client, known: Knows) -> None:
    marie = known("Marie")
    tap(till, marie, "write", "email", "yes")
    shown = tap(till, marie, "keep", "", "no")
    assert "Is not to be kept" in shown
    assert "Take off this sale" in shown
    assert not may(marie.id, Purpose.WRITE, Channel.EMAIL)


def test_what_is_no_question_is_refused(till: Client, known: Knows) -> None:
    marie = known("Marie")
    till.post("/till/basket/customer/", {"customer": str(marie.id)})
    for purpose, channel, answer in (
        ("keep", "email", "yes"),
        ("write", "", "no"),
        ("write", "all", "yes"),
        ("", "", ""),
    ):
        sent = {"purpose": purpose, "channel": channel, "given": answer}
        assert till.post(f"/till/customers/{marie.id}/consents/", sent).status_code == 400
    assert till.get(f"/till/customers/{new_id()}/consents/").status_code == 404
    assert given(marie) == {}

"""The form over the sale: who is written down, changed, and whose card is blocked."""

import json
import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.test import Client

from habitue.customers.cards import cards_of
from habitue.customers.models import Customer, CustomerEvent, Happened
from habitue.stores.models import Register, Staff
from tests.counter.customer_box import attached, form, names

from .conftest import At, Knows


@pytest.mark.parametrize(
    ("typed", "field", "value", "next_field"),
    [
        ("0612345678", "phone", "0612345678", "first_name"),
        ("marie@example.org", "email", "marie@example.org", "first_name"),
        ("2990012345678", "cards", "2990012345678", "first_name"),
        ("marie", "first_name", "Marie", "last_name"),
        ("Marie Curie", "last_name", "Curie", "phone"),
        ("", "first_name", "", "first_name"),
    ],
)
def test_what_was_typed_stands_in_its_field_and_the_next_empty_one_has_the_focus(
    till: Client, *, typed: str, field: str, value: str, next_field: str
) -> None:
    shown = till.post("/till/customers/new/", {"q": typed, "where": "sell"}).text
    inputs = {found[1]: found[0] for found in re.findall(r'(<(?:input|select|textarea)[^>]*name="(\w+)"[^>]*>)', shown)}
    assert f'value="{value}"' in inputs[field] if value else "value=" not in inputs[field]
    assert [name for name, tag in inputs.items() if "autofocus" in tag] == [next_field]


def test_a_new_customer_is_saved_attached_and_found(till: Client, register: Register, tom: Staff) -> None:
    answer = till.post("/till/customers/create/", form(first_name="Léa", last_name="Blum", phone="06 12 34 12 78"))
    lea = attached(register)
    assert lea
    assert (lea.name, lea.phone, lea.created_by, lea.created_register) == ("Léa Blum", "+33612341278", tom, register)
    assert "Léa Blum" in answer.text
    assert "close-dialog" in answer.headers["HX-Trigger-After-Swap"]
    assert names(till, "1278") == ["Léa Blum"]


def test_a_double_click_makes_one_customer(till: Client) -> None:
    typed = form(first_name="Léa")
    for _click in range(2):
        assert till.post("/till/customers/create/", typed).status_code == 200
    assert Customer.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, "Fill in at least one of name, company, phone and e-mail."),
        ({"phone": "061"}, "This is not a phone number."),
        ({"email": "marie@example"}, "This e-mail address is not complete."),
        ({"first_name": "x" * 300}, "at most 80 characters"),
        ({"first_name": "Marie", "cards": "é" * 5}, "cannot be a card number"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(till: Client, typed: dict[str, str], told: str) -> None:
    answer = till.post("/till/customers/create/", form(**typed))
    assert answer.status_code == 422
    assert answer.headers["HX-Retarget"] == "#customer-form"
    assert told in unescape(answer.text)
    for value in typed.values():
        assert value in unescape(answer.text)
    assert not Customer.objects.exists()


@pytest.mark.parametrize("name", ["😀 Émile", "שלום", "<script>alert(1)</script>", 'O\'Brien & "Söhne"', "x" * 80])
def test_any_name_is_kept_as_it_was_typed(till: Client, register: Register, name: str) -> None:
    answer = till.post("/till/customers/create/", form(first_name=name))
    customer = attached(register)
    assert customer
    assert customer.first_name == name
    assert "<script>alert" not in answer.text


def test_a_likely_duplicate_is_shown_while_it_is_typed(till: Client, known: Knows) -> None:
    known("Marie", "Curie", phone="+33612341278", cards=["290012778"])
    for typed, why in (({"phone": "06 12 34 12 78"}, "same phone"), ({"cards": "29 0012 778"}, "same card")):
        shown = till.post("/till/customers/alike/", typed).text
        assert "Marie Curie" in shown
        assert why in shown
        assert "F4" in shown
    assert "Marie" not in till.post("/till/customers/alike/", {"phone": "06 12 34"}).text


def test_a_card_scanned_into_the_open_form_is_offered_or_shows_whose_it_is(till: Client, known: Knows) -> None:
    known("Marie", "Curie", cards=["290012778"])
    scanned = {"where": "sell", "form": "customer"}
    answer = till.post("/till/scan/", {"code": "310000001", **scanned})
    assert answer.headers["HX-Retarget"] == "#alike"
    assert "Card 310000001 is nobody" in answer.text
    assert "Marie Curie" in till.post("/till/scan/", {"code": "290012778", **scanned}).text


def test_a_record_is_changed_over_the_sale(till: Client, known: Knows, register: Register) -> None:
    marie = known("Marie", "Curie", phone="+33612341278", cards=["290012778"])
    till.post("/till/basket/customer/", {"customer": str(marie.id)})
    shown = till.get(f"/till/customers/{marie.id}/").text
    assert 'value="06 12 34 12 78"' in shown
    assert 'value="290012778"' in shown
    answer = till.post(
        f"/till/customers/{marie.id}/", form(first_name="Maria", last_name="Curie", cards="290012778", code=marie.code)
    )
    marie.refresh_from_db()
    assert (marie.first_name, marie.phone) == ("Maria", "")
    assert "Maria Curie" in answer.text
    assert till.post(f"/till/customers/{marie.id}/", form()).status_code == 422


@pytest.mark.parametrize("odd", ["290012779", """<"'\\&>"""])
def test_a_lost_card_is_blocked_from_the_record_over_the_sale(till: Client, known: Knows, odd: str) -> None:
    marie, other = known("Marie", cards=["290012778", odd]), known("Jean", cards=["310000001"])
    till.post("/till/basket/customer/", {"customer": str(marie.id)})
    shown = till.get(f"/till/customers/{marie.id}/").text
    sent = [
        json.loads(unescape(each))["number"] for each in re.findall(r"hx-vals='(.*?)' hx-params=\"number,sale\"", shown)
    ]
    assert sent == sorted(["290012778", odd])
    answer = till.post(f"/till/customers/{marie.id}/cards/block/", {"number": odd})
    assert "Blocked" in answer.text
    assert json.loads(answer.headers["HX-Trigger"])["card-blocked"] == {"number": odd}
    assert cards_of(marie) == ["290012778"]
    assert "It was Marie" in till.post("/till/scan/", {"code": odd, "where": "sell"}).text
    assert till.post(f"/till/customers/{marie.id}/cards/block/", {"number": odd}).status_code == 200
    assert till.post(f"/till/customers/{marie.id}/cards/block/", {"number": "310000001"}).status_code == 404
    assert cards_of(other) == ["310000001"]
    kept = form(first_name="Maria", cards="290012778", code=marie.code)
    assert till.post(f"/till/customers/{marie.id}/", kept).status_code == 200
    assert marie.cards.get(number=odd).blocked_at
    assert CustomerEvent.objects.filter(customer=marie, kind=Happened.CARD_BLOCKED).count() == 1


def test_nobody_is_shown_or_written_down_without_signing_in(client: Client, known: Knows) -> None:
    marie = known("Marie", "Curie")
    for path in ("customers/", "customers/new/", "customers/create/", "customers/alike/", "basket/customer/"):
        answer = client.post(f"/till/{path}", urlencode({"q": "marie"}), "application/x-www-form-urlencoded")
        assert answer.status_code == 302
        assert "Marie" not in answer.text
    assert client.get(f"/till/customers/{marie.id}/").status_code == 302
    assert client.post(f"/till/customers/{marie.id}/cards/block/").status_code == 302


def test_two_tills_with_one_card_at_the_same_moment(at: At, known: Knows, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form has found the card free, and then the other till is quicker."""
    till = at()
    checked = iter([False])

    from habitue.customers.forms import CustomerForm

    honest = CustomerForm.clean_cards

    def once_late(self: CustomerForm) -> list[str]:
        numbers = honest(self)
        if next(checked, True) is False:
            known("Quicker", cards=["290012778"])
        return numbers

    monkeypatch.setattr(CustomerForm, "clean_cards", once_late)
    answer = till.post("/till/customers/create/", form(first_name="Slower", cards="290012778"))
    assert answer.status_code == 422
    assert "belongs to Quicker already" in answer.text

"""What is typed into the form of a customer, right and wrong."""

from typing import Any

import pytest
from django.utils import translation

from habitue.customers.actions import change_customer, create_customer
from habitue.customers.codes import ALPHABET, check_character, new_code, plain, random_code
from habitue.customers.duplicates import likely_duplicates
from habitue.customers.forms import CustomerForm
from habitue.customers.models import ALL_CUSTOMERS, Customer, Group
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from tests.customers.conftest import NODE, Enrol

pytestmark = pytest.mark.django_db


def form(customer: Customer | None = None, **typed: Any) -> CustomerForm:
    return CustomerForm(typed, country="FR", language="fr", customer=customer)


def errors(**typed: Any) -> dict[str, list[str]]:
    return {name: list(map(str, found)) for name, found in form(**typed).errors.items()}


def test_what_is_typed_becomes_a_customer() -> None:
    group = Group.objects.create(name="VIP")
    filled = form(
        first_name="  Léa ",
        last_name="d’Arc",
        phone="06 12 34 56 78",
        email="Lea@Orange.FR",
        postcode="sw1a 1aa",
        cards="299-0001, abc 12",
        group=str(group.id),
        language="en",
        note="likes\n blue ",
    )
    assert filled.is_valid(), filled.errors

    customer = perform(create_customer, Stamp(stream=NODE), id=new_id(), **filled.payload())

    customer.refresh_from_db()
    assert (customer.name, customer.phone, customer.email) == ("Léa d’Arc", "+33612345678", "Lea@orange.fr")
    assert (customer.postcode, customer.note, customer.language) == ("SW1A 1AA", "likes\nblue", "en")
    assert customer.group == group
    assert sorted(card.number for card in customer.cards.all()) == ["2990001", "ABC12"]
    assert is_well_formed(customer.code)


def test_little_is_enough() -> None:
    filled = form(phone="0612345678")
    assert filled.is_valid()
    assert filled.payload()["group"] == ALL_CUSTOMERS
    assert filled.payload()["language"] == "fr"


@pytest.mark.parametrize("phone", ["123", "06123456789", "phone", "+99 1234567", "0612-CALL-ME", "٣"])
def test_a_wrong_phone_is_told_with_an_example(phone: str) -> None:
    (told,) = errors(first_name="Léa", phone=phone)["phone"]
    assert "06 12 34 56 78" in told


@pytest.mark.parametrize("email", ["lea", "lea@orange", "@orange.fr", "lea@", "a@b@c.fr", "lea@orange..fr"])
def test_a_wrong_email_is_told(email: str) -> None:
    assert "name@example.com" in errors(first_name="Léa", email=email)["email"][0]


def test_too_long_is_told() -> None:
    assert "80" in errors(first_name="x" * 300)["first_name"][0]
    assert "254" in errors(email=f"{'x' * 300}@orange.fr")["email"][0]
    assert "code" in errors(first_name="x", code="X" * 25)
    assert "cards" in errors(first_name="x", cards="X" * 49)
    assert "maxlength" not in str(form()["first_name"])


@pytest.mark.parametrize(
    "typed", [{}, {"first_name": " \u200b\0 "}, {"note": "who?", "postcode": "75011", "code": "X"}]
)
def test_somebody_has_to_be_somebody(typed: dict[str, str]) -> None:
    assert "at least one" in errors(**typed)["__all__"][0]


def test_a_wrong_phone_is_not_told_to_be_missing() -> None:
    assert "__all__" not in errors(phone="123")


@pytest.mark.parametrize("name", ["🙂🏽👩‍👩‍👧", "محمد", "<script>alert(1)</script>", "'; DROP TABLE--", "山田"])
def test_any_name_is_mere_text(name: str) -> None:
    filled = form(first_name=name)
    assert filled.is_valid()
    customer = perform(create_customer, Stamp(stream=NODE), id=new_id(), **filled.payload())
    assert customer.first_name == name


def test_the_code_and_the_card_of_somebody_else_are_told(enrol: Enrol) -> None:
    enrol(first_name="Marie", code="M1", cards=["299"])
    for typed in ({"code": "m-1"}, {"code": "299"}, {"cards": "x, 2 99"}, {"cards": "m1"}):
        assert any("Marie" in told for found in errors(first_name="Léa", **typed).values() for told in found), typed


def test_changing_keeps_what_is_not_touched(enrol: Enrol) -> None:
    marie = enrol(first_name="Marie", phone="+33612345678", code="M1", cards=["299"], note="n", postcode="75011")
    start = form(marie).initial
    assert start["phone"] == "06 12 34 56 78"

    changed = form(marie, **{**start, "last_name": "Curie"})

    assert changed.is_valid(), changed.errors
    perform(change_customer, Stamp(stream=NODE), id=marie.id, **changed.payload())
    after = Customer.objects.get(id=marie.id)
    assert (after.name, after.phone, after.code, after.note) == ("Marie Curie", "+33612345678", "M1", "n")
    assert [card.number for card in after.cards.all()] == ["299"]


def test_errors_are_told_in_french() -> None:
    with translation.override("fr"):
        assert errors(first_name="x" * 300)["first_name"][0] == "Trop long\xa0: 80 caractères au plus."


def test_a_repeated_request_makes_one_customer(enrol: Enrol) -> None:
    id = new_id()
    first, second = enrol(id=id, first_name="Léa"), enrol(id=id, first_name="Léa")
    assert first == second
    assert Customer.objects.count() == 1


def test_likely_duplicates_have_the_same_phone_email_or_card(enrol: Enrol) -> None:
    marie = enrol(first_name="Marie", phone="+33612345678", email="m@orange.fr", cards=["299"])
    enrol(first_name="Other", phone="+33612345679")
    assert likely_duplicates(phone="06 12 34 56 78", country="FR") == [marie]
    assert likely_duplicates(email=" M@Orange.fr", country="FR") == [marie]
    assert likely_duplicates(cards=["2-99"], phone="06", country="FR") == [marie]
    assert likely_duplicates(phone="06 12 34 56", email="m@", country="FR") == []
    assert likely_duplicates(phone="0612345678", country="FR", exclude=marie.id) == []


def is_well_formed(code: str) -> bool:
    return len(code) == 8 and set(code) <= set(ALPHABET) and check_character(code[:-1]) == code[-1]


def test_codes_are_short_and_show_a_slip() -> None:
    code = random_code()
    assert len(code) == 8
    assert not set(code) & set("01OIL")
    for place in range(8):
        for other in set(ALPHABET) - {code[place]}:
            assert not is_well_formed(code[:place] + other + code[place + 1 :])
    for place in range(7):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert swapped == code or not is_well_formed(swapped)
    assert check_character(code[:-1]) == code[-1]


def test_a_new_code_is_nobodys(enrol: Enrol, monkeypatch: pytest.MonkeyPatch) -> None:
    enrol(first_name="Marie", code="TAKEN")
    codes = iter(["TAKEN", "FREE"])
    monkeypatch.setattr("habitue.customers.codes.random_code", lambda: next(codes))
    assert new_code() == "FREE"
    assert plain(" ab‑c 1") == "ABC1"

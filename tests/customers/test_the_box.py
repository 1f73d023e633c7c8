"""The one box, as a cashier uses it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from habitue.customers.actions.change_customer import change_customer
from habitue.customers.models import Customer, Token
from habitue.customers.search import (
    Tier,
    customer_of_scan,
    field_of,
    find_customers,
    freshen,
    recent_customers,
)
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.clock import now
from tests.customers.conftest import NODE, Enrol

pytestmark = pytest.mark.django_db


def found(typed: str, country: str = "FR") -> list[str]:
    return [each.customer.name for each in find_customers(typed, country=country)]


@pytest.fixture
def joanna(enrol: Enrol) -> Customer:
    enrol(first_name="Marie", last_name="Curie", phone="+33699999999", email="marie@labo.fr", postcode="75005")
    return enrol(
        first_name="Joanna",
        last_name="Brown",
        company="Green & Sons",
        phone="+33612345678",
        email="Jo.Brown@orange.fr",
        postcode="75011",
        code="K7P2M9RA",
        cards=["2990012345678"],
    )


@pytest.mark.parametrize(
    "typed",
    [
        "j", "jo", "joanna", "JOANNA", "Jo B", "brown jo", "b j", "joanna brown", "gre", "green sons jo",
        "06 12", "0612", "0612345678", "06.12.34.56.78", "+33 6 12", "+33 (0)6 12 34", "0033612", "612345678",
        "33612345678", "5678", "345678", "45 67 8", "jo.brown@orange.fr", "JO.BROWN@", "jo.bro", "k7p2m9ra",
        "K7P2 M9RA", "k7p2-m9ra", "k7p", "2990012345678", "2990 0123 4567 8", "299001",
        "750 11", "75011", "brown 75011", "jo 78", "jo 5678", "brown 0612", "brown 06 12 34",
        "joana", "jonana", "joannaa", "browm",
        "  joanna   ", "jöanna", "joanna browm", "b joanna g",
    ],
)  # fmt: skip
def test_whatever_is_typed_of_her_finds_joanna(joanna: Customer, typed: str) -> None:
    assert "Joanna Brown" in found(typed)


@pytest.mark.parametrize(
    "typed", ["", " ", "x", "joanna curie", "jo jo", "0698", "brown 75005", "'", "%", "🙂", "1", "\0"]
)
def test_whatever_is_not_hers_does_not(joanna: Customer, typed: str) -> None:
    assert "Joanna Brown" not in found(typed)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ({"last_name": "O'Brien"}, ["obrien", "o'brien", "o’brien", "brien", "o brien"]),
        ({"first_name": "Jean-Pierre"}, ["jean pierre", "jeanpierre", "pierre", "jean-p", "jeanpi"]),
        ({"last_name": "Le Goff"}, ["legoff", "le goff", "goff le", "goff"]),
        ({"last_name": "Legoff"}, ["le goff", "le gof"]),
        ({"last_name": "Müßig"}, ["mussig", "müßig", "MÜSSIG"]),
        ({"last_name": "Łukasz"}, ["lukasz", "łuk"]),
        ({"first_name": "Zoë", "last_name": "d'Œuvre"}, ["zoe oeuvre", "doeuvre", "d'oeu"]),
        ({"last_name": "Δημήτριος"}, ["δημητριος", "ΔΗΜ"]),
        ({"last_name": "محمد"}, ["محمد", "مح"]),
        ({"first_name": "Thomas", "last_name": "Thomas"}, ["thomas thomas", "th thomas", "thomas"]),
        ({"first_name": "Christophe", "last_name": "Alexandrescu"}, ["christophe alexandre", "alexandresc christoph"]),
        ({"first_name": "<b>Bob</b>", "last_name": "🙂"}, ["bob", "b bob"]),
    ],
)
def test_spelling_is_forgiven(enrol: Enrol, name: dict[str, Any], typed: list[str]) -> None:
    customer = enrol(**name)
    for each in typed:
        assert found(each) == [customer.name], each


def test_the_best_match_stands_first(enrol: Enrol) -> None:
    day = now()
    enrol(first_name="Martine", at=day)
    enrol(first_name="Martin", last_name="Old", at=day - timedelta(days=9))
    enrol(first_name="Martin", last_name="New", at=day - timedelta(days=1))
    enrol(first_name="Zoe", code="MARTIN", at=day - timedelta(days=99))
    enrol(first_name="Yves", email="martin@orange.fr", at=day)

    assert found("martin") == ["Zoe", "Martin New", "Martin Old", "Martine", "Yves"]


def test_of_two_seen_on_one_day_the_newer_stands_first(enrol: Enrol) -> None:
    enrol(first_name="Anna", last_name="A")
    enrol(first_name="Anna", last_name="B")
    assert found("anna") == ["Anna B", "Anna A"]


def test_a_visit_moves_a_customer_up(enrol: Enrol) -> None:
    first = enrol(first_name="Anna", last_name="A", at=now() - timedelta(days=9))
    enrol(first_name="Anna", last_name="B", at=now() - timedelta(days=5))
    Customer.objects.filter(id=first.id).update(last_visit=now())

    freshen(first.id)
    freshen(first.id)

    assert found("an") == ["Anna A", "Anna B"]
    assert [each.customer.name for each in recent_customers()] == ["Anna A", "Anna B"]
    assert Token.objects.filter(customer_key=first.search_key).values("recency").distinct().count() == 1


def test_at_most_twenty_rows_are_shown(enrol: Enrol) -> None:
    for number in range(30):
        enrol(first_name="Anna", last_name=f"Annabelle{number:02}")
    assert len(found("anna")) == 20
    assert len(find_customers("anna", country="FR", limit=5)) == 5


def test_a_change_is_found_and_what_it_replaced_is_not(enrol: Enrol) -> None:
    customer = enrol(first_name="Anna", last_name="Maiden", phone="+33612345678", cards=["CARD1"])
    perform(
        change_customer,
        Stamp(stream=NODE),
        id=customer.id,
        code=customer.code,
        first_name="Anna",
        last_name="Wedded",
        language="fr",
        cards=["CARD2"],
    )
    assert found("wedded") == found("card2") == ["Anna Wedded"]
    assert found("maiden") == found("0612345678") == found("card1") == []


def test_phones_are_read_as_the_outlet_dials(enrol: Enrol) -> None:
    enrol(first_name="Liz", phone="+442079460123")
    enrol(first_name="Bob", phone="+12125550123")
    assert found("020 7946", "GB") == ["Liz"]
    assert found("+44 20 7946", "FR") == found("0044207946", "FR") == ["Liz"]
    assert found("(212) 555", "US") == found("1 212 555", "US") == found("011 1 212 555", "US") == ["Bob"]


def test_a_scan_finds_the_card_first_and_then_the_code(enrol: Enrol) -> None:
    code = enrol(first_name="Code", code="ABC123")
    card = enrol(first_name="Card", cards=["2990001"])
    assert customer_of_scan("299-0001") == card
    assert customer_of_scan(" abc123\n") == code
    assert customer_of_scan("abc12") is None
    assert customer_of_scan("") is None


def test_who_was_merged_is_neither_scanned_nor_among_those_seen_last(enrol: Enrol) -> None:
    kept, gone = enrol(first_name="Marie", code="KEPT1"), enrol(first_name="Maria", code="GONE1")
    assert customer_of_scan("GONE1") == gone
    Customer.objects.filter(id=gone.id).update(merged_into=kept)
    assert customer_of_scan("GONE1") is None
    assert [each.customer for each in recent_customers()] == [kept]


def test_why_somebody_matches_is_told(joanna: Customer) -> None:
    tiers = {typed: find_customers(typed, country="FR")[0].tier for typed in ("0612345678", "joanna", "jo", "jonana")}
    assert tiers == {
        "0612345678": Tier.EXACT,
        "joanna": Tier.WHOLE_NAME,
        "jo": Tier.NAME,
        "jonana": Tier.ALIKE,
    }


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ("0612345678", {"phone": "0612345678"}),
        ("06 12", {"phone": "06 12"}),
        ("+44 20 7946 0123", {"phone": "+44 20 7946 0123"}),
        ("2990012345678", {"card": "2990012345678"}),
        ("LOYAL-0001234", {"card": "LOYAL-0001234"}),
        ("a@b.fr", {"email": "a@b.fr"}),
        ("marie", {"first_name": "Marie"}),
        ("marie curie-joliot", {"first_name": "Marie", "last_name": "Curie-Joliot"}),
        ("Jean DE LA TOUR", {"first_name": "Jean", "last_name": "DE LA TOUR"}),
        ("  ", {}),
    ],
)
def test_what_was_typed_goes_into_its_field(typed: str, fields: dict[str, str]) -> None:
    assert field_of(typed, "FR") == fields


def test_the_day_of_a_customer_is_their_creation_at_first(enrol: Enrol) -> None:
    customer = enrol(first_name="Anna", at=datetime(2026, 3, 4, 23, 30, tzinfo=UTC))
    assert customer.seen_on.isoformat() == "2026-03-04"

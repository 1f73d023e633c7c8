"""The search returns just what a brute-force reading of its rules returns, in the same order."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from habitue.customers.models import Customer, CustomerCard
from habitue.customers.search import find_customers, learn_popularity, plan
from habitue.customers.search.upkeep import index_new, next_keys
from habitue.lib.ids import new_id
from tests.customers.brute_force import Record, brute_force, name_words

pytestmark = pytest.mark.django_db

FIRST = [
    "Marie",
    "Mary",
    "Jean-Pierre",
    "Jean",
    "Jeanne",
    "Léa",
    "Zoë",
    "Anne Marie",
    "Christophe",
    "Christopher",
    "Mario",
    "Élodie",
]
LAST = [
    "Martin",
    "Martinez",
    "Le Goff",
    "Legoff",
    "O'Brien",
    "d'Arc",
    "de la Tour",
    "Curie",
    "Marín",
    "Müßig",
    "Thomas",
    "Alexandrescu",
    "Alexandrov",
    "Ma",
]
COMPANIES = ["", "", "", "Boulangerie du Coin", "Studio 54", "Marie & Fils SARL", "3M"]
POSTCODES = ["", "75011", "75012", "7501", "SW1A 1AA", "13001", "69-001"]
DOMAINS = ["orange.fr", "gmail.com", "labo.fr"]


def _person(rng: random.Random, number: int) -> dict[str, Any]:
    first, last = rng.choice(["", *FIRST]), rng.choice(["", *LAST])
    phone = rng.choice(
        [
            "",
            f"+336{rng.randrange(10**8):08}",
            f"+3361234{rng.randrange(10**4):04}",
            f"+4420794{rng.randrange(10**5):05}",
        ]
    )
    email = rng.choice(["", f"{first or 'x'}.{last or 'y'}{rng.randrange(20)}@{rng.choice(DOMAINS)}".replace(" ", "")])
    return {
        "first_name": first,
        "last_name": last,
        "company": rng.choice(COMPANIES) or ("" if first or last or phone or email else "Nobody"),
        "phone": phone,
        "email": email,
        "postcode": rng.choice(POSTCODES),
        "code": f"C{number:05}" if number % 3 else f"MAR{number:04}X",
        "language": "fr",
        "seen_on": date(2026, 1, 1) + timedelta(days=rng.randrange(12)),
    }  # fmt: skip


def _shop() -> list[tuple[dict[str, Any], list[str]]]:
    """Three hundred customers who are easily taken for one another, with their cards."""
    rng = random.Random(7)  # noqa: S311 - made-up people
    return [
        (_person(rng, number), [f"299{rng.randrange(10**6):06}", f"MARCARD{number}"][: rng.randrange(3)])
        for number in range(300)
    ]


PEOPLE = _shop()


@pytest.fixture(scope="module")
def shop(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Record]]:
    with django_db_blocker.unblock(), transaction.atomic():
        records = []
        for (person, cards), key in zip(PEOPLE, next_keys(len(PEOPLE)), strict=True):
            customer = Customer.objects.create(
                id=new_id(), search_key=key, created_at=datetime(2026, 1, 1, tzinfo=UTC), **person
            )
            CustomerCard.objects.bulk_create(CustomerCard(number=card, customer=customer) for card in cards)
            index_new(customer, cards)
            records.append(Record(customer, cards))
        yield records
        transaction.set_rollback(True)


def _known() -> list[list[str]]:
    """What is known of each, as it may be typed."""
    known = []
    for person, cards in PEOPLE:
        names = name_words(person["first_name"], person["last_name"], person["company"])
        phone = person["phone"].removeprefix("+33").removeprefix("+44")
        phones = [phone, f"0{phone}", f"+33{phone}", phone[-4:], phone[-2:]] if phone else []
        pieces = [*names, person["email"], person["code"], person["postcode"], *cards, *phones]
        known.append([piece for piece in pieces if piece])
    return known


PIECES = _known()


@some.composite
def _of_somebody(draw: some.DrawFn) -> str:
    """Pieces of what is known of one person and of others, put together, cut short, misspelt."""
    theirs = PIECES[draw(some.integers(0, len(PIECES) - 1))]
    chosen = draw(some.lists(some.sampled_from(theirs) | some.sampled_from(FIRST + LAST), min_size=1, max_size=3))
    cut = [piece[: draw(some.integers(1, len(piece)))] if draw(some.booleans()) else piece for piece in chosen]
    text = draw(some.sampled_from([" ", "  ", "-", "'"])).join(cut)
    if draw(some.booleans()):
        place = draw(some.integers(0, len(text)))
        text = text[:place] + draw(some.sampled_from(["", " ", "a", ".", text[:1]])) + text[place + 1 :]
    return draw(some.sampled_from([text, text.upper(), f" {text} "]))


TYPED = _of_somebody() | some.text(max_size=12)
"""What cashiers type; and now and then anything."""


@settings(max_examples=300, database=None, suppress_health_check=list(HealthCheck))
@given(typed=TYPED, country=some.sampled_from(["FR", "GB", "US"]))
def test_the_search_finds_what_the_rules_say(shop: list[Record], typed: str, country: str) -> None:
    found = find_customers(typed, country=country)
    assert [each.customer.search_key for each in found] == brute_force(shop, typed, country)


@settings(max_examples=60, database=None, suppress_health_check=list(HealthCheck))
@given(typed=TYPED)
@pytest.mark.usefixtures("shop")
def test_a_shorter_list_is_the_start_of_a_longer_one(typed: str) -> None:
    longer = find_customers(typed, country="FR", limit=200)
    shorter = find_customers(typed, country="FR", limit=20)
    assert [each.customer for each in longer[:20]] == [each.customer for each in shorter]


@settings(max_examples=150, database=None, suppress_health_check=list(HealthCheck))
@given(typed=TYPED)
def test_what_was_learnt_beforehand_changes_no_answer(shop: list[Record], typed: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "REMEMBERED", 2)
        learn_popularity()
        found = find_customers(typed, country="FR")
        patch.undo()
        learn_popularity()
    assert [each.customer.search_key for each in found] == brute_force(shop, typed, "FR")

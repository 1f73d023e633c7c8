"""Two records of one person become one, and two again."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from habitue.customers.actions import GivenAnswer, change_customer, put_in_group, record_consents
from habitue.customers.consents import answers_of
from habitue.customers.following import customer_now
from habitue.customers.listing import filing
from habitue.customers.models import (
    ALL_CUSTOMERS,
    Consent,
    Customer,
    CustomerAddress,
    CustomerCard,
    CustomerEvent,
    CustomerPerson,
    CustomField,
    FieldValue,
    Group,
    Invoicing,
    Listed,
    Merge,
    Size,
    SocialName,
    Token,
)
from habitue.customers.search import customer_of_scan, find_customers
from habitue.journal.action import Stamp
from habitue.journal.models import Entry
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.sales import baskets, checkout
from habitue.sales.actions import MergedSince, merge_customers, track_sale, unmerge_customers
from habitue.sales.models import Basket, Sale, Tender
from tests.shop import SmallShop

TABLES: list[tuple[Any, tuple[str, ...]]] = [
    (Customer, ("id",)),
    (CustomerCard, ("customer",)),
    (CustomerAddress, ("customer",)),
    (CustomerPerson, ("customer",)),
    (Invoicing, ("customer",)),
    (SocialName, ("customer",)),
    (Size, ("customer",)),
    (FieldValue, ("customer",)),
    (Consent, ("customer",)),
    (Sale, ("customer",)),
    (Basket, ("customer",)),
]


def everything_about(*customers: Customer) -> dict[str, Any]:
    ids = [customer.id for customer in customers]
    keys = [customer.search_key for customer in customers]
    rows: dict[str, Any] = {
        model.__name__: sorted(
            sorted((name, str(value)) for name, value in row.items()) for row in model.objects.filter(asked).values()
        )
        for model, names in TABLES
        for asked in [Q(**{f"{names[0]}__in": ids})]
    }
    filing.catch_up_with_all()
    rows["Token"] = sorted(Token.objects.filter(customer_key__in=keys).values_list("token", "recency", "customer_key"))
    rows["Listed"] = sorted(Listed.objects.filter(customer__search_key__in=keys).values_list())
    return rows


def sell(shop: SmallShop, customer: Customer) -> Sale:
    variant = shop.stock(name=f"Thing {new_id().hex[-6:]}")
    baskets.put_in(shop.register, shop.cashier, variant)
    baskets.attach_customer(shop.register, shop.cashier, customer)
    basket = baskets.basket_at(shop.register)
    assert basket
    checkout.take_payment(shop.register, Tender.CASH, variant.price)
    return checkout.complete(shop.register, basket.id, shop.at_register())


def answer(shop: SmallShop, customer: Customer, channel: str, *, given: bool, days_ago: int = 0) -> None:
    perform(
        record_consents,
        shop.at_register(),
        customer=customer.id,
        answers=[GivenAnswer(id=new_id(), purpose="write" if channel else "keep", channel=channel, given=given)],
        way="till",
        language="fr",
        at=datetime.now(UTC) - timedelta(days=days_ago),
    )


def merge(shop: SmallShop, kept: Customer, gone: Customer, take: list[str] | None = None) -> Merge:
    return perform(merge_customers, Stamp(shop.node), id=new_id(), kept=kept.id, gone=gone.id, take=take or [])


def undo(shop: SmallShop, merged: Merge) -> None:
    perform(unmerge_customers, Stamp(shop.node), id=merged.id)


@pytest.fixture
def shop(db: None) -> SmallShop:
    return SmallShop()


@pytest.fixture
def marie(shop: SmallShop) -> Customer:
    return shop.welcome()


@pytest.fixture
def maria(shop: SmallShop) -> Customer:
    """Much is known of her, and she has bought."""
    maria = shop.welcome("Maria", "Curie-Skłodowska")
    perform(
        change_customer,
        shop.at_register(),
        id=maria.id,
        code=maria.code,
        first_name="Maria",
        last_name="Curie-Skłodowska",
        phone="+33612341278",
        email="maria@example.org",
        postcode="75005",
        language="fr",
        note="likes red",
        cards=["CARD1", "CARD2"],
        website="https://example.org",
        birthday="1867-11-07",
        social_names=[["x", "maria"]],
        sizes=[["Shoes", "38"]],
    )
    place = CustomerAddress.objects.create(customer=maria, street="11 rue Pierre Curie", city="Paris", country="FR")
    CustomerPerson.objects.create(customer=maria, name="Irène")
    Invoicing.objects.create(customer=maria, legal_name="Institut du radium", address=place, payment_days=30)
    field = CustomField.objects.create(kind="text", label_en="Width", label_fr="Largeur")
    FieldValue.objects.create(customer=maria, field=field, value="wide")
    answer(shop, maria, "email", given=True)
    maria.refresh_from_db()
    sell(shop, maria)
    maria.refresh_from_db()
    return maria


def test_what_was_hers_is_the_kept_ones_and_both_ids_lead_there(
    shop: SmallShop, marie: Customer, maria: Customer
) -> None:
    sale = Sale.objects.get()
    merge(shop, marie, maria)
    marie.refresh_from_db()
    sale.refresh_from_db()
    assert customer_now(maria.id) == customer_now(marie.id) == marie
    assert sale.customer == marie
    assert (marie.first_name, marie.phone, marie.email, marie.birthday) == (
        "Marie",
        "+33612341278",
        "maria@example.org",
        "1867-11-07",
    )
    assert (marie.spent, marie.last_visit, marie.note) == (sale.total, sale.completed_at, "likes red")
    assert set(marie.cards.values_list("number", flat=True)) == {"CARD1", "CARD2", maria.code}
    assert (marie.addresses.count(), marie.persons.count(), marie.sizes.count()) == (1, 1, 1)
    assert marie.invoicing.legal_name == "Institut du radium"


def test_codes_and_cards_of_both_find_the_one_and_nobody_else_is_found(
    shop: SmallShop, marie: Customer, maria: Customer
) -> None:
    merge(shop, marie, maria)
    for scanned in (marie.code, maria.code, "CARD1", "CARD2"):
        assert customer_of_scan(scanned) == marie
        assert [found.customer for found in find_customers(scanned, country="FR")] == [marie]
    assert [found.customer for found in find_customers("maria@example.org", country="FR")] == [marie]
    assert not find_customers("Skłodowska", country="FR")


def test_what_is_taken_from_the_other_is_what_was_chosen(shop: SmallShop, marie: Customer, maria: Customer) -> None:
    vip = Group.objects.create(name="VIP")
    perform(put_in_group, Stamp(shop.node), customers=[maria.id], group=vip.id)
    merge(shop, marie, maria, ["last_name", "group_id", "code", "spent"])
    before = marie.code
    marie.refresh_from_db()
    assert (marie.first_name, marie.last_name, marie.group, marie.code) == ("Marie", "Curie-Skłodowska", vip, before)


def test_an_undone_merge_leaves_no_trace_in_either_record(shop: SmallShop, marie: Customer, maria: Customer) -> None:
    answer(shop, marie, "sms", given=True)
    sell(shop, marie)
    marie.refresh_from_db()
    baskets.put_in(shop.register, shop.cashier, shop.stock())
    baskets.attach_customer(shop.register, shop.cashier, maria)
    before = everything_about(marie, maria)
    merged = merge(shop, marie, maria, ["last_name", "language"])
    assert everything_about(marie, maria) != before
    undo(shop, merged)
    assert everything_about(marie, maria) == before
    assert not list(filing.what_is_wrong())
    kinds = CustomerEvent.objects.filter(kind__in=("merged", "unmerged")).order_by("at", "id")
    assert sorted(kinds.values_list("kind", flat=True)) == ["merged", "merged", "unmerged", "unmerged"]


def test_what_has_come_since_stays_with_the_one_who_was_kept(shop: SmallShop, marie: Customer, maria: Customer) -> None:
    first = Sale.objects.get()
    merged = merge(shop, marie, maria)
    marie.refresh_from_db()
    second = sell(shop, marie)
    CustomerCard.objects.create(number="NEW", customer=marie)
    Customer.objects.filter(id=marie.id).update(phone="+33698765432")
    undo(shop, merged)
    marie.refresh_from_db()
    maria.refresh_from_db()
    assert (marie.spent, maria.spent) == (second.total, first.total)
    assert (marie.phone, maria.phone, marie.email) == ("+33698765432", "+33612341278", "")
    assert [card.number for card in marie.cards.all()] == ["NEW"]


def test_a_sale_that_was_put_on_somebody_else_since_stays_theirs(
    shop: SmallShop, marie: Customer, maria: Customer
) -> None:
    sale, irene = Sale.objects.get(), shop.welcome("Irène")
    merged = merge(shop, marie, maria)
    perform(track_sale, Stamp(shop.node), id=new_id(), sale=sale.id, customer=irene.id)
    undo(shop, merged)
    spent = dict(Customer.objects.values_list("first_name", "spent"))
    assert spent == {"Marie": 0, "Maria": 0, "Irène": sale.total}


@pytest.mark.parametrize(
    ("ours", "theirs", "result"),
    [
        (None, True, True),
        (None, False, False),
        (True, True, True),
        (True, False, False),
        (False, True, False),
        (False, None, False),
        (True, None, True),
    ],
)
def test_no_consent_is_widened(
    shop: SmallShop, marie: Customer, ours: bool | None, theirs: bool | None, result: bool
) -> None:
    other = shop.welcome("Maria", "Curie")
    for customer, agreed, days_ago in ((marie, ours, 1), (other, theirs, 9)):
        if agreed is not None:
            answer(shop, customer, "email", given=agreed, days_ago=days_ago)
    merge(shop, marie, other)
    assert answers_of(marie.id)["write", "email"].given is result
    marie.refresh_from_db()
    assert bool(marie.agreed & 4) is result
    assert Consent.objects.filter(customer=other).count() == (theirs is not None)


def test_records_that_were_merged_before_lead_to_the_last_one(shop: SmallShop, marie: Customer) -> None:
    second, third = shop.welcome("Maria"), shop.welcome("Manya")
    first_merge = merge(shop, second, third)
    merge(shop, marie, third)  # which is the second by now
    assert {customer_now(each.id) for each in (marie, second, third)} == {marie}
    assert {customer_of_scan(each.code) for each in (second, third)} == {marie}
    with pytest.raises(MergedSince):
        undo(shop, first_merge)


def test_merging_or_undoing_twice_is_done_once(shop: SmallShop, marie: Customer, maria: Customer) -> None:
    merged = merge(shop, marie, maria)
    assert merge(shop, marie, maria) == merged
    undo(shop, merged)
    entries = Entry.objects.count()
    undo(shop, merged)
    assert Entry.objects.count() == entries
    assert marie.group_id == ALL_CUSTOMERS


texts = st.text("ab é", max_size=3)
records = st.fixed_dictionaries(
    {
        "last_name": texts.map(lambda text: f"x{text}".strip()),
        "phone": st.sampled_from(["", "+33612341278", "+33612341279"]),
        "email": st.sampled_from(["", "a@example.org", "b@example.org"]),
        "note": texts.map(str.strip),
        "birthday": st.sampled_from(["", "1990-05-17", "--05-17"]),
        "social_names": st.sampled_from([[], [["x", "one"]], [["x", "two"], ["instagram", "two"]]]),
        "sizes": st.sampled_from([[], [["Shoes", "38"]], [["Shoes", "39"], ["Coats", "M"]]]),
    }
)
answers_given = st.lists(st.tuples(st.sampled_from(["", "email", "sms"]), st.booleans(), st.integers(0, 9)), max_size=4)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    one=records,
    other=records,
    asked=st.tuples(answers_given, answers_given),
    taken=st.lists(st.sampled_from(["last_name", "phone", "email", "birthday", "language"]), unique=True),
)
def test_whatever_the_two_are_an_undone_merge_leaves_no_trace(
    shop: SmallShop,
    one: dict[str, Any],
    other: dict[str, Any],
    asked: tuple[list[tuple[str, bool, int]], list[tuple[str, bool, int]]],
    taken: list[str],
) -> None:
    two = []
    for told, answers in zip((one, other), asked, strict=True):
        customer = shop.welcome()
        whole: dict[str, Any] = told | {"code": customer.code, "language": "fr", "cards": [new_id().hex.upper()]}
        perform(change_customer, shop.at_register(), id=customer.id, **whole)
        for channel, given_, days_ago in answers:
            answer(shop, customer, channel, given=given_, days_ago=days_ago)
        two.append(customer)
    before = everything_about(*two)
    agreed = [answers_of(customer.id) for customer in two]
    merged = merge(shop, two[0], two[1], taken)
    for question, now in answers_of(two[0].id).items():
        said = [answers[question].given for answers in agreed if question in answers]
        assert now.given == all(said), "the stricter one counts"
    undo(shop, merged)
    assert everything_about(*two) == before

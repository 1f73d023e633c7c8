"""A merge is undone: each record is again what it was."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from habitue.customers.actions import change_customer
from habitue.customers.consents import answers_of
from habitue.customers.listing import filing
from habitue.customers.models import (
    ALL_CUSTOMERS,
    Customer,
    CustomerCard,
    CustomerEvent,
)
from habitue.journal.action import Stamp
from habitue.journal.models import Entry
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.sales import baskets
from habitue.sales.actions import track_sale
from habitue.sales.models import Sale
from tests.sales.two_records import answer, everything_about, merge, sell, undo
from tests.shop import SmallShop


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
    assert not list(filing.misfiled())
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


@settings(max_examples=15)
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

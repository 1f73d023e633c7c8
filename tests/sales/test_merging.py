"""Two records of one person become one."""

import pytest

from habitue.customers.actions import put_in_group
from habitue.customers.consents import answers_of
from habitue.customers.following import customer_now
from habitue.customers.models import (
    Consent,
    Customer,
    Group,
)
from habitue.customers.search import customer_of_scan, find_customers
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.sales.actions import MergedSince
from habitue.sales.models import Sale
from tests.sales.two_records import answer, merge, undo
from tests.shop import SmallShop


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

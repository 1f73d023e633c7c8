"""The list of customers: in every order, page by page, and as the customers are now."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from django.test import Client

from habitue.customers.actions import create_group, put_in_group
from habitue.customers.listing import filing, narrowing
from habitue.customers.models import (
    ALL_CUSTOMERS,
    Customer,
    Listed,
)
from habitue.journal.action import Stamp
from habitue.journal.models import Feed
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.stores.models import Shop
from tests.backoffice.conftest import Sells
from tests.backoffice.customers_list.listed import PAGE, Own, add, names


def test_each_order_and_its_reverse(owner: Client, shop: Shop, sell: Sells) -> None:
    for day, name in ((3, "Béart"), (1, "ader"), (2, "Caron")):
        customer = add(shop.node, name, at=datetime(2025, 5, day, tzinfo=UTC))
        sell(customer=customer, quantity=day * 2 % 5)
    ways = {
        "name": ["Caron", "Béart", "ader"],
        "created": ["Béart", "Caron", "ader"],
        "visit": ["Caron", "ader", "Béart"],
        "spent": ["Caron", "ader", "Béart"],
    }
    Customer.objects.filter(last_name="ader").update(last_visit=datetime(2025, 6, 2, tzinfo=UTC))
    Customer.objects.filter(last_name="Béart").update(last_visit=datetime(2025, 6, 1, tzinfo=UTC))
    filing.file(Customer.objects.values_list("id", flat=True))
    for order, expected in ways.items():
        assert names(owner, sort=order) == expected, order
        assert names(owner, sort=order, rising="on") == expected[::-1], order


def test_the_pages_lead_on_and_back(owner: Client, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrowing, "ROWS", 2)
    monkeypatch.setattr(narrowing, "COUNTED", 4)
    for number in range(5):
        add(shop.node, f"Number {number}")
    page = owner.get(PAGE).context["page"]
    assert (page.count, page.more, page.before) == (4, True, "")
    seen = [page]
    while page.after:
        page = owner.get(PAGE, {"after": page.after}).context["page"]
        seen.append(page)
    assert [[row.last_name for row in each.rows] for each in seen] == [
        ["Number 4", "Number 3"],
        ["Number 2", "Number 1"],
        ["Number 0"],
    ]
    for earlier, later in pairwise(seen):
        back = owner.get(PAGE, {"before": later.before}).context["page"]
        assert back.rows == earlier.rows
    assert names(owner, after="nobody") == names(owner)


def test_a_customer_who_was_made_a_moment_ago_stands_first_and_is_found(owner: Client, shop: Shop) -> None:
    add(shop.node, "Before")
    assert names(owner) == ["Before"]
    owner.post(f"{PAGE}new/", {"last_name": "Just now"})
    assert names(owner) == ["Just now", "Before"]
    found = owner.post(PAGE, {"q": "just"}, headers={"hx-request": "true"})
    assert [customer.last_name for customer in found.context["rows"]] == ["Just now"]


def test_the_groups_know_how_many_are_in_them(owner: Client, shop: Shop, own: Own) -> None:
    group = perform(create_group, Stamp(shop.node), id=new_id(), name="VIP")
    everybody = list(Customer.objects.values_list("id", flat=True))
    perform(put_in_group, Stamp(shop.node), customers=everybody[:3], group=group.id)
    counts = {str(each): count for each, count in owner.get("/office/groups/").context["groups"]}
    assert counts == {"All customers": 1, "VIP": 3}
    perform(put_in_group, Stamp(shop.node), customers=everybody[:1], group=ALL_CUSTOMERS)
    Customer.objects.filter(id=everybody[1]).update(merged_into=everybody[2])
    filing.file([everybody[1]])
    counts = {str(each): count for each, count in owner.get("/office/groups/").context["groups"]}
    assert counts == {"All customers": 2, "VIP": 1}


def test_who_is_merged_is_not_listed(owner: Client, shop: Shop) -> None:
    kept, gone = add(shop.node, "Kept"), add(shop.node, "Gone")
    assert names(owner) == ["Gone", "Kept"]
    Customer.objects.filter(id=gone.id).update(merged_into=kept)
    filing.file([gone.id])
    assert names(owner) == ["Kept"]
    assert "Gone" not in owner.post(f"{PAGE}export/", {"format": "csv"}).text


def test_a_feed_that_began_anew_is_filed_anew(owner: Client, shop: Shop) -> None:
    add(shop.node, "One")
    assert names(owner) == ["One"]
    Listed.objects.update(name="wrong")
    Feed.objects.update(epoch=new_id())
    assert names(owner) == ["One"]


def test_columns_are_chosen_and_the_list_stays_where_it_is(owner: Client, shop: Shop) -> None:
    add(shop.node, "Curie", company="Radium", postcode="75005")
    assert "Radium" not in owner.get(PAGE).text
    answer = owner.post(f"{PAGE}columns/", {"column": ["company", "nonsense"], "narrowed": "sort=name&email=no"})
    assert answer.headers["Location"] == f"{PAGE}?sort=name&email=no"
    page = owner.get(answer.headers["Location"])
    assert [column for column, _label, _sorted in page.context["columns"]] == ["company"]
    assert "Radium" in page.text


def test_the_last_day_counts(shop: Shop) -> None:
    assert filing.day_number(datetime(1970, 1, 2, 23, tzinfo=UTC)) == 1
    assert date(1970, 1, 1).toordinal() == filing.DAY_ZERO

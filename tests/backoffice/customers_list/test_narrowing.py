"""The list of customers, narrowed by what every shop knows of them."""

from datetime import UTC, datetime

from django.test import Client

from habitue.customers.actions import change_customer, create_group, put_in_group
from habitue.customers.models import (
    ALL_CUSTOMERS,
    Customer,
)
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.sales import tracking
from habitue.stores.actions import create_outlet, create_register
from habitue.stores.models import Register, Role, Shop, Staff
from tests.backoffice.conftest import Sells
from tests.backoffice.customers_list.listed import PAGE, add, answer, names


def test_by_group(owner: Client, shop: Shop) -> None:
    group = perform(create_group, Stamp(shop.node), id=new_id(), name="VIP")
    empty = perform(create_group, Stamp(shop.node), id=new_id(), name="Nobody yet")
    one, _other = add(shop.node, "In"), add(shop.node, "Out")
    perform(put_in_group, Stamp(shop.node), group=group.id, customers=[one.id])
    assert names(owner, group=str(group.id)) == ["In"]
    assert names(owner, group=str(ALL_CUSTOMERS)) == ["Out"]
    assert names(owner, group=str(empty.id)) == []
    assert "No customer is like this" in owner.get(PAGE, {"group": str(empty.id)}).text


def test_by_outlet_where_they_were_created_or_have_bought(
    owner: Client, shop: Shop, register: Register, people: dict[Role, Staff], sell: Sells
) -> None:
    other = perform(
        create_outlet, Stamp(shop.node), id=new_id(), name="Lyon", address="", country="FR", time_zone="Europe/Paris",
        prices_include_tax=True,
    )  # fmt: skip
    there = perform(create_register, Stamp(shop.node), id=new_id(), outlet=other.id, name="Till", code="9")
    both = add(there.id, "Both", register=there.id)
    add(there.id, "Lyon", register=there.id)
    add(shop.node, "Nowhere")
    sale = sell(customer=both)
    assert names(owner, outlet=str(register.outlet_id)) == ["Both"]
    assert names(owner, outlet=str(other.id)) == ["Lyon", "Both"]
    nowhere = Customer.objects.get(last_name="Nowhere")
    tracking.track([sale.id], nowhere.id, Stamp(shop.node, people[Role.OWNER].id))
    assert names(owner, outlet=str(register.outlet_id)) == ["Nowhere"]


def test_by_email_phone_and_their_absence(owner: Client, shop: Shop) -> None:
    add(shop.node, "Both", email="a@example.org", phone="+33612345678")
    add(shop.node, "Phone", phone="+33612345679")
    changed = add(shop.node, "Nothing")
    assert names(owner, email="yes") == ["Both"]
    assert names(owner, email="no") == ["Nothing", "Phone"]
    assert names(owner, email="no", phone="yes") == ["Phone"]
    perform(
        change_customer,
        Stamp(shop.node),
        id=changed.id,
        code=changed.code,
        language="fr",
        last_name="Now",
        email="now@example.org",
    )
    assert names(owner, email="yes") == ["Now", "Both"]


def test_by_the_latest_answer_to_a_consent(owner: Client, shop: Shop) -> None:
    yes, no, _unasked = add(shop.node, "Yes"), add(shop.node, "No"), add(shop.node, "Unasked")
    answer(shop, yes, keep=True, email=True)
    answer(shop, no, keep=True, email=True)
    assert names(owner, consent="email") == ["No", "Yes"]
    answer(shop, no, keep=True, email=False)
    assert names(owner, consent="email") == ["Yes"]
    assert names(owner, consent="kept") == ["No", "Yes"]
    assert names(owner, consent="unasked") == ["Unasked"]
    answer(shop, no, keep=False, email=False)
    assert names(owner, consent="refused") == ["No"]


def test_by_last_visit(owner: Client, shop: Shop, sell: Sells) -> None:
    came, _never = add(shop.node, "Came"), add(shop.node, "Never")
    sell(customer=came)
    today = datetime.now(UTC).date().isoformat()
    assert names(owner, since=today) == ["Came"]
    assert names(owner, until=today) == ["Came"]
    assert names(owner, until="2020-01-01") == []
    wrong = owner.get(PAGE, {"until": "soon"})
    assert "Enter a valid date" in wrong.text
    assert len(wrong.context["rows"]) == 2

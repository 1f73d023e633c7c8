"""The id of a record that was merged leads to the one customer, whatever is done with it."""

from typing import Any

import pytest

from habitue.customers.actions import (
    add_address,
    add_card,
    add_contact_person,
    block_card,
    change_customer,
    change_invoicing,
    keep_email,
    put_in_group,
    remove_address,
    remove_card,
    remove_contact_person,
    tell_apart,
    unblock_card,
)
from habitue.customers.models import ALL_CUSTOMERS, Customer, CustomerEvent, Group, Likeness
from habitue.customers.search import find_customers
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.sales import baskets
from habitue.sales.models import Sale
from tests.sales.two_records import answer, merge, sell
from tests.shop import SmallShop


@pytest.fixture
def merged(shop: SmallShop, marie: Customer, maria: Customer) -> None:
    """Maria's record was merged into Marie's; whoever still has it on their screen does not know."""
    merge(shop, marie, maria)


def do(shop: SmallShop, verb: Any, **what: Any) -> Any:
    return perform(verb, shop.at_register(), **what)


@pytest.mark.usefixtures("merged")
def test_what_is_kept_of_her_is_kept_with_who_she_is_now(shop: SmallShop, marie: Customer, maria: Customer) -> None:
    group, address, person = Group.objects.create(name="VIP"), new_id(), new_id()
    do(shop, add_address, id=address, customer=maria.id, use="home", country="FR", street="1 rue Neuve", city="Lyon")
    do(shop, add_contact_person, id=person, customer=maria.id, name="Ève")
    do(shop, change_invoicing, customer=maria.id, legal_name="Curie SA", address=address)
    do(shop, add_card, customer=maria.id, number="CARD9")
    do(shop, block_card, customer=maria.id, number="CARD1")
    do(shop, keep_email, id=maria.id, email="curie@example.org")
    do(shop, put_in_group, customers=[maria.id, marie.id], group=group.id)
    answer(shop, maria, "sms", given=True)
    marie.refresh_from_db()
    assert marie.addresses.filter(id=address, city="Lyon").exists()
    assert marie.persons.filter(id=person).exists()
    assert (marie.invoicing.legal_name, marie.email, marie.group) == ("Curie SA", "curie@example.org", group)
    assert set(marie.cards.filter(blocked_at=None).values_list("number", flat=True)) == {"CARD2", "CARD9", maria.code}
    assert marie.agreed
    assert [hit.customer for hit in find_customers("CARD9", country="FR")] == [marie]
    do(shop, unblock_card, customer=maria.id, number="CARD1")
    do(shop, remove_card, customer=maria.id, number="CARD9")
    do(shop, remove_address, id=address, customer=maria.id)
    do(shop, remove_contact_person, id=person, customer=maria.id)
    assert set(marie.cards.values_list("number", flat=True)) == {"CARD1", "CARD2", maria.code}
    assert not marie.addresses.filter(id=address).exists()
    assert not marie.persons.filter(id=person).exists()
    maria.refresh_from_db()
    assert (maria.email, maria.group_id) == ("maria@example.org", ALL_CUSTOMERS)
    merged_at = CustomerEvent.objects.get(customer=maria, kind="merged").at
    assert not CustomerEvent.objects.filter(customer=maria, at__gt=merged_at).exists()


@pytest.mark.usefixtures("merged")
def test_of_a_record_that_is_changed_only_what_is_new_in_it_is_hers(
    shop: SmallShop, marie: Customer, maria: Customer
) -> None:
    marie.refresh_from_db()
    field = str(maria.field_values.get().field_id)
    form: dict[str, Any] = {
        "code": maria.code, "first_name": "Maria", "last_name": "Curie-Skłodowska", "phone": "+33698765432",
        "email": "maria@example.org", "postcode": "75005", "language": "fr", "note": "likes red",
        "cards": ["CARD2", "CARD3"], "website": "https://example.org", "birthday": "1867-11-07",
        "social_names": [["x", "maria"], ["instagram", "m.curie"]], "sizes": [["Shoes", "39"]],
        "fields": {field: ["wide"]},
    }  # fmt: skip
    changed = do(shop, change_customer, id=maria.id, **form)
    assert changed == marie
    was = (marie.code, marie.first_name, marie.last_name)
    marie.refresh_from_db()
    assert (marie.code, marie.first_name, marie.last_name) == was
    assert marie.phone == "+33698765432"
    assert set(marie.cards.values_list("number", flat=True)) == {"CARD1", "CARD2", "CARD3", maria.code}
    assert dict(marie.social_names.values_list("network", "name")) == {"x": "maria", "instagram": "m.curie"}
    assert dict(marie.sizes.values_list("of", "size")) == {"Shoes": "39"}
    [told] = CustomerEvent.objects.filter(customer=marie, kind="changed").values_list("facts", flat=True)
    assert {fact[0] for fact in told} == {"phone", "social_names.instagram", "sizes.Shoes"}
    maria.refresh_from_db()
    assert maria.phone == "+33612341278"


@pytest.mark.usefixtures("merged")
def test_a_sale_for_her_is_for_who_she_is_now(shop: SmallShop, marie: Customer, maria: Customer) -> None:
    spent = Customer.objects.get(id=marie.id).spent
    baskets.put_in(shop.register, shop.cashier, shop.stock())
    assert baskets.attach_customer(shop.register, shop.cashier, maria).customer == marie
    baskets.empty(shop.register)
    sale = sell(shop, maria)
    assert sale.customer == marie
    assert Customer.objects.get(id=marie.id).spent == spent + sale.total
    assert not Sale.objects.filter(customer=maria).exists()


@pytest.mark.usefixtures("merged")
def test_she_is_told_apart_as_who_she_is_now(shop: SmallShop, marie: Customer, maria: Customer) -> None:
    irene = shop.welcome("Irène")
    do(shop, tell_apart, one=maria.id, other=irene.id)
    pair = Likeness.objects.get()
    assert {pair.one_id, pair.other_id} == {marie.id, irene.id}
    with pytest.raises(ValueError, match="one person"):
        do(shop, tell_apart, one=maria.id, other=marie.id)

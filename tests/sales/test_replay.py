"""The journal is enough: replayed on empty tables, its actions give the same rows."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.db.models import AutoField, Model

from habitue.catalogue.models import Barcode, Category, Product, TaxRate, Variant
from habitue.customers.actions import change_customer
from habitue.customers.models import ALL_CUSTOMERS, Customer, CustomerCard, Group
from habitue.journal.models import Change, Entry
from habitue.journal.perform import perform, replay
from habitue.journal.verify import verify_all
from habitue.sales import baskets, checkout, discounts
from habitue.sales.discounts import ByHand
from habitue.sales.models import Payment, Sale, SaleLine, Tender
from habitue.stores.actions import change_shop, let_staff_go, rename_register
from habitue.stores.models import Outlet, Register, Shop, Staff
from tests.shop import SmallShop

FACTS: list[type[Model]] = [
    Shop, Outlet, Register, Staff, TaxRate, Category, Product, Variant, Barcode,
    Customer, CustomerCard, Sale, SaleLine, Payment,
]  # fmt: skip


def rows(model: type[Model]) -> list[dict[str, Any]]:
    """What the rows say, without the numbers that a node counts for itself."""
    own = {field.attname for field in model._meta.fields if isinstance(field, AutoField)} | {"search_key"}
    found = [{name: value for name, value in row.items() if name not in own} for row in model._base_manager.values()]
    return sorted(found, key=repr)


def wipe() -> None:
    """As on a new node: only what migrations write is there."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if not table.startswith("django_") and table != Group._meta.db_table:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own tables
    Group.objects.exclude(id=ALL_CUSTOMERS).delete()


@pytest.mark.django_db
def test_actions_replayed_from_the_journal_give_the_same_rows() -> None:
    shop = SmallShop()
    loafer, polish = shop.stock("Loafer", 8900), shop.stock("Polish", 490, "0.055")
    marie = shop.welcome()
    second = shop.another_register("2", shop.another_outlet())
    office = shop.at_register
    for register, customer in ((shop.register, marie), (second, None), (shop.register, None)):
        baskets.put_in(register, shop.cashier, loafer)
        line = baskets.put_in(register, shop.cashier, polish, 3)
        discounts.give_on_line(register, line.id, ByHand(percent=Decimal("12.5")))
        baskets.attach_customer(register, shop.cashier, customer)
        checkout.take_payment(register, Tender.CARD, 1000)
        checkout.take_payment(register, Tender.CASH, 10_000)
        basket = baskets.basket_at(register)
        assert basket
        checkout.complete(register, basket.id, shop.at_register(register))
    perform(
        change_customer,
        office(),
        id=marie.id,
        code=marie.code,
        first_name="Marie",
        last_name="Skłodowska-Curie",
        company="",
        phone="+33612345678",
        email="marie@example.com",
        postcode="75005",
        group=ALL_CUSTOMERS,
        language="en",
        note="🙂 <b>",
        cards=["HAB1"],
    )
    perform(rename_register, office(), id=second.id, name="Bar")
    perform(change_shop, office(), name="Maison Orsel & fils", language="fr", lock_after_minutes=3)
    perform(let_staff_go, office(), id=shop.cashier.id)

    before = {model: rows(model) for model in FACTS}
    # Ids of entries count up in time, in whichever stream.
    journal = sorted(Entry.objects.all(), key=lambda entry: entry.id)
    told = list(Change.objects.order_by("seq").values_list("seq", "kind", "object_id"))
    wipe()
    for entry in journal:
        replay(entry)
    for model in FACTS:
        assert rows(model) == before[model], model
    assert list(Change.objects.order_by("seq").values_list("seq", "kind", "object_id")) == told
    again = sorted(Entry.objects.all(), key=lambda entry: entry.id)
    assert [(e.id, e.stream_id, e.number, e.action, e.at, e.by, e.payload) for e in again] == [
        (e.id, e.stream_id, e.number, e.action, e.at, e.by, e.payload) for e in journal
    ]
    assert not list(verify_all())

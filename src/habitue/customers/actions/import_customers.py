import datetime
from operator import itemgetter
from uuid import UUID

from django.db import connection

from habitue.customers.cards import cards_of
from habitue.customers.models import Customer, CustomerCard, Group
from habitue.customers.search.upkeep import index_changed, next_keys, tokens_of_customer, wait_for_the_index
from habitue.journal.action import Doing, action
from habitue.lib.bulk import insert_rows, rows_where

CHANGEABLE = ("code", "first_name", "last_name", "company", "phone", "email", "postcode", "language", "note")


@action
def import_customers(
    doing: Doing,
    *,
    columns: list[str],
    rows: list[str],
    groups: list[list[str]] = [],  # noqa: B006 - an action's defaults are written down, never changed
) -> None:
    """A batch of a file: each row is one customer as they are from now on, the `columns` parted by tabs.

    Cards are added to those that a customer has. `groups` are pairs of id and name. Who is new is known to the search
    once `catch_up` has been called.
    """
    for of_group, name in groups:
        group, made = Group.objects.get_or_create(id=UUID(of_group), defaults={"name": name})
        if made:
            doing.changed(group)
    told = {(values := row.split("\t"))[0]: values for row in rows}
    keys = [key for (key,) in rows_where("SELECT search_key FROM customers_customer WHERE id IN", told)]
    there = {customer.id.hex: customer for customer in Customer.objects.select_for_update().filter(search_key__in=keys)}
    _create(doing, columns, [values for id, values in told.items() if id not in there])
    for id, customer in there.items():
        _change(customer, dict(zip(columns, told[id], strict=True)))
    doing.changed_many("customer", told)


def _create(doing: Doing, columns: list[str], new: list[list[str]]) -> None:
    if not new:
        return
    keys = next_keys(len(new))
    zone = "+00" if connection.vendor == "postgresql" else ""
    now = doing.stamp.at.astimezone(datetime.UTC).isoformat(sep=" ").removesuffix("+00:00")
    by = doing.stamp.by.hex if doing.stamp.by else None
    kept = itemgetter(*map(columns.index, ("id", *CHANGEABLE, "group")))
    id, created, cards = (columns.index(name) for name in ("id", "created_at", "cards"))
    insert_rows(
        "customers_customer",
        (
            *("id", *CHANGEABLE, "group_id", "search_key", "created_at", "seen_on"),
            *("created_by_id", "created_register_id", "last_visit"),
        ),
        [
            (*kept(values), key, (at := values[created] or now) + zone, at[:10], by, None, None)
            for key, values in zip(keys, new, strict=True)
        ],
    )
    insert_rows(
        "customers_customercard",
        ("number", "customer_id"),
        [(card, values[id]) for values in new if values[cards] for card in values[cards].split()],
    )
    wait_for_the_index(keys)


def _change(customer: Customer, values: dict[str, str]) -> None:
    held = set(CustomerCard.objects.filter(customer=customer).values_list("number", flat=True))
    had = cards_of(customer)
    before = tokens_of_customer(customer, had)
    for name in CHANGEABLE:
        setattr(customer, name, values[name])
    customer.group_id = UUID(values["group"])
    customer.save(update_fields=[*CHANGEABLE, "group"])
    added = [card for card in values["cards"].split() if card not in held]
    CustomerCard.objects.bulk_create([CustomerCard(number=card, customer=customer) for card in added])
    index_changed(customer.search_key, customer.seen_on, before, tokens_of_customer(customer, had + added))

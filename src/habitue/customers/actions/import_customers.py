import datetime
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import connection

from habitue.customers.cards import cards_of
from habitue.customers.events import write_events
from habitue.customers.imported import keep_more
from habitue.customers.models import Customer, CustomerCard, Group, Happened, Import, ImportBatch
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
    of: UUID | None = None,
    file: str = "",
    system: str = "",
    back: list[UUID] = [],  # noqa: B006 - as above
) -> tuple[int, int] | None:
    """A batch of a file: each row is one customer as they are from now on, the `columns` parted by tabs.

    Cards are added to those that a customer has. `groups` are pairs of id and name, and `back` retired ones that are
    brought back. Who is new is known to the search once `catch_up` has been called; returned are the lowest and the
    highest of their search keys. `of` is the import that this is a batch of, which can be undone, `file` what its file
    is called, and `system` which one has written it.
    """
    ready = _groups(doing, groups, back)
    told = {(values := row.split("\t"))[0]: values for row in rows}
    keys = [key for (key,) in rows_where("SELECT search_key FROM customers_customer WHERE id IN", told)]
    there = {customer.id.hex: customer for customer in Customer.objects.select_for_update().filter(search_key__in=keys)}
    made = _create(doing, columns, [values for id, values in told.items() if id not in there])
    changed = {id: _change(customer, dict(zip(columns, told[id], strict=True))) for id, customer in there.items()}
    more = columns.index("more") if "more" in columns else None
    if more is not None and of:
        undo = keep_more(doing, {id: values[more] for id, values in told.items()}, of)
        for id, was in changed.items():
            _join(was, undo.get(id, {}))
    if of:
        imported, _new = Import.objects.get_or_create(
            id=of,
            defaults={"name": file[:200], "system": system, "begun_at": doing.stamp.at, "by_id": doing.stamp.by},
        )
        new = [id for id in told if id not in there]
        batch = ImportBatch(imported=imported, entry=doing.stamp.entry, at=doing.stamp.at, groups=ready)
        _note(batch, new, made, changed)
    if changed:
        write_events(doing, Happened.IMPORTED, [(UUID(id), _facts(was)) for id, was in changed.items()])
    doing.changed_many("customer", told)
    return (min(made), max(made)) if made else None


def _groups(doing: Doing, new: list[list[str]], back: list[UUID]) -> list[list[str]]:
    """Those that were made or brought back, as a batch notes them."""
    done = []
    for id, name in new:
        group, made = Group.objects.get_or_create(id=UUID(id), defaults={"name": name})
        if made:
            doing.changed(group)
            done.append([id, name, "made"])
    for group in Group.objects.filter(id__in=back).exclude(retired_at=None):
        group.retired_at = None
        group.save(update_fields=["retired_at"])
        doing.changed(group)
        done.append([group.id.hex, group.name, "back"])
    return done


def _create(doing: Doing, columns: list[str], new: list[list[str]]) -> list[int]:
    """Returns the search keys of who is new."""
    if not new:
        return []
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
    return keys


def _change(customer: Customer, values: dict[str, str]) -> dict[str, Any]:
    """Returns what undoing it needs."""
    names = (*CHANGEABLE, "group")
    was = {name: getattr(customer, name) for name in CHANGEABLE} | {
        "group": customer.group_id.hex if customer.group_id else ""
    }
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
    differs = [name for name in names if was[name] != values[name]]
    return {
        "was": {name: was[name] for name in differs},
        "now": {name: values[name] for name in differs},
        "cards": added,
    }


def _join(change: dict[str, Any], more: dict[str, Any]) -> None:
    for name, value in more.items():
        change[name] = change[name] | value if name in {"was", "now"} else value


def _note(batch: ImportBatch, made: list[str], keys: list[int], changed: dict[str, dict[str, Any]]) -> None:
    batch.made = "\n".join(made)
    batch.lowest_key, batch.highest_key = min(keys, default=None), max(keys, default=None)
    batch.changed = [{"id": id, **was} for id, was in changed.items()]
    batch.save()


def _facts(change: dict[str, Any]) -> list[Any]:
    """As the timeline shows them: [field, from, to]."""
    return [[name, was, change["now"][name]] for name, was in change["was"].items() if name != "group"]

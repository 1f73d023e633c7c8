from collections.abc import Sequence
from itertools import batched
from typing import Any
from uuid import UUID

from habitue.customers.cards import cards_of
from habitue.customers.consents import count_agreed
from habitue.customers.events import write_events
from habitue.customers.letting_go import let_go_of_groups, naming
from habitue.customers.listing.filing import forget
from habitue.customers.models import (
    Consent,
    Customer,
    CustomerAddress,
    CustomerCard,
    CustomerEvent,
    FieldValue,
    Happened,
    ImportBatch,
    KeptAside,
    Likeness,
    Listed,
    SocialName,
    Unindexed,
    Way,
)
from habitue.customers.search.upkeep import delete_tokens, index_changed, recency, tokens_of_customer
from habitue.journal.action import AlreadyDone, Doing, action

AT_ONCE = 500
_GO_ALONG = {CustomerCard, CustomerAddress, SocialName, FieldValue, Consent, KeptAside, CustomerEvent, Listed, Likeness}
"""What an import makes itself, or what follows from it. Anything else that names a customer has come since."""


@action
def undo_import_batch(doing: Doing, *, of: UUID, entry: UUID) -> dict[str, Any]:
    """What this batch of an import made goes, unless somebody has used it since; what it changed is as it was.

    Returns how many have `gone` and were `restored`, and who is `left` as they are, each with why. Groups that the
    batch made or brought back go as well when nobody is in them: `groups_gone`, else `groups_left`, by name.
    """
    batch = ImportBatch.objects.select_for_update().get(imported_id=of, entry=entry)
    if batch.undone_at:
        raise AlreadyDone({"gone": 0, "restored": 0, "left": [], "groups_gone": [], "groups_left": []})
    left: list[list[str]] = []
    gone = 0
    for some in batched(batch.made.split(), AT_ONCE, strict=False):
        gone += _remove(doing, [UUID(id) for id in some], left)
    restored = 0
    for change in batch.changed:
        restored += _restore(doing, of, change, left)
    batch.undone_at = doing.stamp.at
    batch.save(update_fields=["undone_at"])
    groups_gone, groups_left = let_go_of_groups(doing, batch.groups)
    return {
        "gone": gone,
        "restored": restored,
        "left": left,
        "groups_gone": groups_gone,
        "groups_left": groups_left,
    }


def _remove(doing: Doing, ids: Sequence[UUID], left: list[list[str]]) -> int:
    used = _used(ids)
    customers = list(Customer.objects.select_for_update().filter(id__in=ids).prefetch_related("cards"))
    going = [customer for customer in customers if customer.id not in used and not customer.last_visit]
    left += [[customer.id.hex, "used"] for customer in customers if customer not in going]
    for customer in going:
        tokens = tokens_of_customer(customer, [card.number for card in customer.cards.all() if not card.blocked_at])
        delete_tokens(customer.search_key, recency(customer.seen_on), tokens)
    Unindexed.objects.filter(customer_key__in=[customer.search_key for customer in going]).delete()
    forget([customer.search_key for customer in going])
    Customer.objects.filter(id__in=[customer.id for customer in going]).delete()
    doing.changed_many("customer", [customer.id for customer in going])
    return len(going)


def _used(ids: Sequence[UUID]) -> set[UUID]:
    """Those whom anything else names: a sale, a basket, a merge, whatever there is and will be."""
    used: set[UUID] = set()
    for model, name in naming(Customer):
        if model not in _GO_ALONG:
            told = model._base_manager.filter(**{f"{name}__in": ids})
            used.update(told.values_list(name, flat=True))
    used.update(CustomerEvent.objects.filter(customer__in=ids).values_list("customer_id", flat=True))
    said = Consent.objects.filter(customer__in=ids).exclude(way=Way.IMPORT)
    used.update(said.values_list("customer_id", flat=True))
    return used


def _restore(doing: Doing, of: UUID, change: dict[str, Any], left: list[list[str]]) -> int:
    customer = Customer.objects.select_for_update().filter(id=change["id"], merged_into=None).first()
    if customer is None:
        left.append([change["id"], "gone"])
        return 0
    had = cards_of(customer)
    before = tokens_of_customer(customer, had)
    whole = True
    facts = []
    for name, was in change["was"].items():
        attribute = "group_id" if name == "group" else name
        now = getattr(customer, attribute)
        if (now.hex if name == "group" else now) != change["now"][name] or _is_taken(customer, name, was):
            whole = False
            continue
        setattr(customer, attribute, UUID(was) if name == "group" else was)
        if name != "group":
            facts.append([name, now, was])
    customer.save()
    CustomerCard.objects.filter(customer=customer, number__in=change.get("cards", ())).delete()
    cards = [card for card in had if card not in change.get("cards", ())]
    index_changed(customer.search_key, customer.seen_on, before, tokens_of_customer(customer, cards))
    CustomerAddress.objects.filter(customer=customer, id__in=change.get("addresses", ())).delete()
    KeptAside.objects.filter(customer=customer, imported=of).delete()
    if change.get("consents"):
        Consent.objects.filter(customer=customer, id__in=change["consents"]).delete()
        count_agreed([customer.id])
    whole &= _restore_networks(customer, change.get("networks", {}))
    for field, (had_values, values) in change.get("fields", {}).items():
        there = FieldValue.objects.filter(customer=customer, field=field)
        if sorted(there.values_list("value", flat=True)) != sorted(values):
            whole = False
            continue
        there.delete()
        FieldValue.objects.bulk_create(
            [FieldValue(customer=customer, field_id=UUID(field), value=v) for v in had_values]
        )
    write_events(doing, Happened.CHANGED, [(customer.id, facts)])
    doing.changed(customer)
    if not whole:
        left.append([change["id"], "changed"])
    return 1


def _restore_networks(customer: Customer, told: dict[str, list[str]]) -> bool:
    """Whether each name on a network is as it was, none having been changed since."""
    whole = True
    for network, (had, name) in told.items():
        there = SocialName.objects.filter(customer=customer, network=network, name=name)
        if had:
            whole &= there.update(name=had) == 1
        else:
            whole &= there.delete()[0] == 1
    return whole


def _is_taken(customer: Customer, name: str, was: str) -> bool:
    return name == "code" and Customer.objects.filter(code=was).exclude(id=customer.id).exists()

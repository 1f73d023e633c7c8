from collections.abc import Iterable
from uuid import UUID

from habitue.balances.actions.take_over_balance import ENTRIES
from habitue.balances.given import GivenBalance
from habitue.balances.models import Cause
from habitue.balances.posting import Posting
from habitue.balances.taken_over import entries_of_kept
from habitue.customers.following import ids_now
from habitue.customers.models import Customer
from habitue.journal.action import Doing, action


@action
def take_over_balances(doing: Doing, *, of: UUID, told: list[GivenBalance]) -> int:  # noqa: ARG001 - the journal says of which import
    """What the file of the import `of` told of many balances counts here from now on, each once. Returns how many."""
    there = entries_of_kept(each.kept for each in told)
    given = [each for each in told if each.kept not in there]
    now = _held(each.customer for each in given)
    posting = Posting(doing, None, None)
    for balance, model in ENTRIES.items():
        model.objects.bulk_create(
            model(
                customer_id=now[each.customer],
                **posting.said(each.amount, Cause.IMPORTED, each.kept) | {"id": each.kept, "note": each.note},
            )
            for each in given
            if each.balance == balance
        )
    doing.changed_many("customer", sorted(set(now.values())))
    return len(given)


def _held(customers: Iterable[UUID]) -> dict[UUID, UUID]:
    """Whom each leads to, their rows held until the transaction ends."""
    asked = list(dict.fromkeys(customers))
    while True:
        now = {id: ids_now([id])[0] for id in _merged(asked)}
        leading = {id: now.get(id, id) for id in asked}
        rows = Customer.objects.select_for_update(no_key=True).filter(id__in=set(leading.values())).order_by("id")
        if all(merged is None for merged in rows.values_list("merged_into", flat=True)):
            return leading


def _merged(ids: list[UUID]) -> list[UUID]:
    return list(Customer.objects.filter(id__in=ids, merged_into__isnull=False).values_list("id", flat=True))

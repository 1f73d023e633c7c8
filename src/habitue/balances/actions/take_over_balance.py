from typing import Any
from uuid import UUID

from habitue.balances.loyalty import hold_customer
from habitue.balances.models import AccountEntry, Cause, CreditEntry, LoyaltyEntry
from habitue.balances.posting import Posting
from habitue.balances.taken_over import entries_of_kept
from habitue.customers.following import who_is_now
from habitue.customers.models import Customer
from habitue.journal.action import AlreadyDone, Doing, action

ENTRIES: dict[str, Any] = {"loyalty": LoyaltyEntry, "credit": CreditEntry, "account": AccountEntry}


@action
def take_over_balance(
    doing: Doing, *, kept: UUID, customer: UUID, balance: str, amount: int, note: str
) -> LoyaltyEntry | CreditEntry | AccountEntry:
    """What a file of another till told of a balance counts here from now on, once: the entry has the id of the value
    that was kept. `balance` is "loyalty" (units), "credit" or "account" (minor units owed)."""
    if done := entries_of_kept([kept]).get(kept):
        raise AlreadyDone(done)
    theirs = hold_customer(who_is_now(Customer.objects.get(id=customer)).id)
    said = Posting(doing, None, None).said(amount, Cause.IMPORTED, theirs.id) | {"id": kept, "note": note}
    entry: LoyaltyEntry | CreditEntry | AccountEntry = ENTRIES[balance].objects.create(customer=theirs, **said)
    doing.changed(theirs)
    return entry

from uuid import UUID

from habitue.balances.loyalty import hold_customer
from habitue.balances.models import Cause, CreditEntry
from habitue.balances.posting import Posting
from habitue.balances.sums import NotEnough, credit_of
from habitue.customers.events import place_of, write_events
from habitue.customers.following import who_is_now
from habitue.customers.models import Customer, Happened
from habitue.journal.action import AlreadyDone, Doing, action


@action
def change_credit(
    doing: Doing, *, id: UUID, customer: UUID, amount: int, reason: str, cause: str = Cause.BY_HAND
) -> CreditEntry:
    """Somebody gives store credit (minor units), or takes it (less than nothing), and says why. Raises NotEnough."""
    if done := CreditEntry.objects.filter(id=id).first():
        raise AlreadyDone(done)
    theirs = hold_customer(who_is_now(Customer.objects.get(id=customer)).id)
    has = credit_of(theirs.id)
    if amount < 0 and has + amount < 0:
        raise NotEnough(has)
    said = Posting(doing, None, None).said(amount, Cause(cause), theirs.id) | {"id": id, "note": reason}
    entry = CreditEntry.objects.create(customer=theirs, **said)
    facts = [["credit", has, has + amount], ["reason", "", reason]]
    write_events(doing, Happened.CREDIT_BY_HAND, [(theirs.id, facts)], register=place_of(doing))
    doing.changed(theirs)
    return entry

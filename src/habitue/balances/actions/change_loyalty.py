from datetime import date
from uuid import UUID

from habitue.balances.loyalty import hold_customer
from habitue.balances.models import Cause, LoyaltyEntry
from habitue.balances.posting import Posting
from habitue.balances.sums import NotEnough, loyalty_of
from habitue.customers.events import place_of, write_events
from habitue.customers.following import who_is_now
from habitue.customers.models import Customer, Happened
from habitue.journal.action import AlreadyDone, Doing, action


@action
def change_loyalty(
    doing: Doing, *, id: UUID, customer: UUID, units: int, reason: str, expires_on: date | None = None
) -> LoyaltyEntry:
    """Somebody gives units, or takes them (less than nothing), and says why. Raises NotEnough."""
    if done := LoyaltyEntry.objects.filter(id=id).first():
        raise AlreadyDone(done)
    theirs = hold_customer(who_is_now(Customer.objects.get(id=customer)).id)
    has = loyalty_of(theirs.id)
    if units < 0 and has + units < 0:
        raise NotEnough(has)
    said = Posting(doing, None, None).said(units, Cause.BY_HAND, theirs.id) | {"id": id, "note": reason}
    entry = LoyaltyEntry.objects.create(customer=theirs, expires_on=expires_on if units > 0 else None, **said)
    facts = [["loyalty", has, has + units], ["reason", "", reason]]
    write_events(doing, Happened.LOYALTY_BY_HAND, [(theirs.id, facts)], register=place_of(doing))
    doing.changed(theirs)
    return entry

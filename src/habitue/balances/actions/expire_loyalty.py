from datetime import date
from uuid import UUID

from habitue.balances.lots import expiring
from habitue.balances.loyalty import entries_of, hold_customer
from habitue.balances.models import Cause, LoyaltyEntry
from habitue.balances.posting import Posting
from habitue.journal.action import Doing, action


@action
def expire_loyalty(doing: Doing, *, day: date, customers: list[UUID]) -> int:
    """What these customers have not used of lots whose last day is before `day` expires. Returns the units."""
    posting = Posting(doing, None, None)
    gone = 0
    for customer in sorted(customers):
        hold_customer(customer)
        # A return that takes something back holds the lot; it is seen, or it sees what expires here.
        dated = LoyaltyEntry.objects.filter(customer=customer, expires_on__lt=day, amount__gt=0)
        list(dated.select_for_update(no_key=True).order_by("id").values_list("id"))
        lapsed = expiring(entries_of(customer), day)
        LoyaltyEntry.objects.bulk_create(
            LoyaltyEntry(customer_id=customer, refers_id=lot.id, **posting.said(-lot.left, Cause.EXPIRED, lot.id))
            for lot in lapsed
        )
        gone += sum(lot.left for lot in lapsed)
    doing.changed_many("customer", sorted(customers))
    return gone

from uuid import UUID

from habitue.balances.loyalty import hold_customer
from habitue.balances.models import LoyaltyMember
from habitue.customers.events import write_events
from habitue.customers.following import who_is_now
from habitue.customers.models import Customer, Happened
from habitue.journal.action import AlreadyDone, Doing, action


@action
def leave_loyalty(doing: Doing, *, customer: UUID, register: UUID | None = None) -> LoyaltyMember | None:
    """The customer is no member any more: nothing is earned. What they have may still be used until it expires."""
    theirs = hold_customer(who_is_now(Customer.objects.get(id=customer)).id)
    member = LoyaltyMember.objects.filter(customer=theirs).first()
    if member is None or member.left_at:
        raise AlreadyDone(member)
    member.left_at = doing.stamp.at
    member.save(update_fields=["left_at"])
    write_events(doing, Happened.LOYALTY_LEFT, [(theirs.id, [])], register=register)
    doing.changed(theirs)
    return member

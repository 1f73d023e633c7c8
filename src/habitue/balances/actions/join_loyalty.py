from datetime import date
from uuid import UUID

from habitue.balances.loyalty import hold_customer
from habitue.balances.models import Cause, LoyaltyEntry, LoyaltyMember
from habitue.balances.posting import Posting
from habitue.customers.events import write_events
from habitue.customers.following import who_is_now
from habitue.customers.models import Customer, Happened
from habitue.journal.action import AlreadyDone, Doing, action


@action
def join_loyalty(
    doing: Doing,
    *,
    customer: UUID,
    words: str,
    register: UUID | None = None,
    welcome: int = 0,
    welcome_expires: date | None = None,
) -> LoyaltyMember:
    """The customer becomes a member, by the `words` that were read to them; it is not a consent to be written to.

    The welcome gift, in units, is theirs once ever, however often they leave and come back.
    """
    theirs = hold_customer(who_is_now(Customer.objects.get(id=customer)).id)
    member = LoyaltyMember.objects.filter(customer=theirs).first()
    if member and member.left_at is None:
        raise AlreadyDone(member)
    member = member or LoyaltyMember(customer=theirs)
    member.joined_at, member.left_at, member.words = doing.stamp.at, None, words
    member.by_id, member.register_id = doing.stamp.by, register
    member.save()
    if welcome > 0 and not LoyaltyEntry.objects.filter(customer=theirs, cause=Cause.WELCOME).exists():
        said = Posting(doing, None, register).said(welcome, Cause.WELCOME, theirs.id)
        LoyaltyEntry.objects.create(customer=theirs, expires_on=welcome_expires, **said)
    write_events(doing, Happened.LOYALTY_JOINED, [(theirs.id, [])], register=register)
    doing.changed(theirs)
    return member

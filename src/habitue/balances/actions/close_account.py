from uuid import UUID

from habitue.balances.loyalty import hold_customer
from habitue.balances.models import AccountTerms
from habitue.customers.events import place_of, write_events
from habitue.customers.following import who_is_now
from habitue.customers.models import Customer, Happened
from habitue.journal.action import AlreadyDone, Doing, action


@action
def close_account(doing: Doing, *, customer: UUID) -> AccountTerms:
    """Nothing more can be bought on account. What is owed stays owed, and can be paid."""
    theirs = hold_customer(who_is_now(Customer.objects.get(id=customer)).id)
    terms = AccountTerms.objects.get(customer=theirs)
    if terms.closed_at:
        raise AlreadyDone(terms)
    terms.closed_at = doing.stamp.at
    terms.save(update_fields=["closed_at"])
    write_events(doing, Happened.ACCOUNT_CLOSED, [(theirs.id, [])], register=place_of(doing))
    doing.changed(theirs)
    return terms

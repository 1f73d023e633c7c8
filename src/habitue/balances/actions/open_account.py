from uuid import UUID

from habitue.balances.loyalty import hold_customer
from habitue.balances.models import AccountTerms
from habitue.customers.following import who_is_now
from habitue.customers.models import Customer
from habitue.journal.action import Doing, action


@action
def open_account(doing: Doing, *, customer: UUID, limit: int, days: int) -> AccountTerms:
    """The customer may owe up to `limit` minor units, each purchase to be paid within so many days.

    Of an account that is open, or was closed, these are the terms from now on.
    """
    theirs = hold_customer(who_is_now(Customer.objects.get(id=customer)).id)
    values = {"limit": limit, "days": days, "closed_at": None}
    terms, _made = AccountTerms.objects.update_or_create(customer=theirs, defaults=values)
    doing.changed(theirs)
    return terms

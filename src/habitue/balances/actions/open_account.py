from uuid import UUID

from habitue.balances.loyalty import hold_customer
from habitue.balances.models import AccountTerms
from habitue.customers.events import place_of, write_events
from habitue.customers.following import who_is_now
from habitue.customers.models import Customer, Happened
from habitue.journal.action import Doing, action


@action
def open_account(doing: Doing, *, customer: UUID, limit: int, days: int) -> AccountTerms:
    """The customer may owe up to `limit` minor units, each purchase to be paid within so many days.

    Of an account that is open, or was closed, these are the terms from now on.
    """
    theirs = hold_customer(who_is_now(Customer.objects.get(id=customer)).id)
    before = AccountTerms.objects.filter(customer=theirs).first()
    values = {"limit": limit, "days": days, "closed_at": None}
    terms, made = AccountTerms.objects.update_or_create(customer=theirs, defaults=values)
    was = {"limit": before.limit, "days": before.days} if before else {"limit": "", "days": ""}
    facts = [[f"account.{name}", was[name], values[name]] for name in was if was[name] != values[name]]
    opened = made or bool(before and before.closed_at)
    if opened or facts:
        kind = Happened.ACCOUNT_OPENED if opened else Happened.ACCOUNT_CHANGED
        write_events(doing, kind, [(theirs.id, facts)], register=place_of(doing))
    doing.changed(theirs)
    return terms

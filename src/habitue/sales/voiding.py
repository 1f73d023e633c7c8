"""Undoing a sale, a return or an exchange as a whole: at its register, on its day, before anything follows from it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from habitue.balances.models import LoyaltyEntry
from habitue.balances.sums import loyalty_of
from habitue.balances.undoing import CardSpent, CreditSpent
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.database import writing
from habitue.sales.actions import CannotVoid, void_sale
from habitue.sales.models import Document, Sale
from habitue.sales.returnable import brought_back_since, returnable
from habitue.stores.models import Register


class Why(StrEnum):
    """Why a document is not voided."""

    IS_VOID = "is_void"
    ANOTHER_REGISTER = "another_register"
    ANOTHER_DAY = "another_day"
    CAME_BACK = "came_back"
    BROUGHT_BACK_SINCE = "brought_back_since"
    LOYALTY_SPENT = "loyalty_spent"
    CREDIT_SPENT = "credit_spent"
    CARD_SPENT = "card_spent"


class MayNotVoid(Exception):
    def __init__(self, why: Why) -> None:
        super().__init__()
        self.why = why


def why_not(document: Sale, register: Register, at: datetime) -> Why | None:
    """Why it cannot be voided at this register now, as far as it can be known before; a manager must allow it too."""
    if document.document == Document.VOID:
        return Why.IS_VOID
    if document.register_id != register.id:
        return Why.ANOTHER_REGISTER
    zone = register.outlet.zone
    if document.completed_at.astimezone(zone).date() != at.astimezone(zone).date():
        return Why.ANOTHER_DAY
    if any(each.returned for each in returnable(document.id).values()):
        return Why.CAME_BACK
    return Why.BROUGHT_BACK_SINCE if brought_back_since(document) else None


def may_be_voided(document: Sale, register: Register, at: datetime) -> bool:
    return why_not(document, register, at) is None and not Sale.objects.filter(voids=document).exists()


def void(document: Sale, register: Register, stamp: Stamp, *, id: UUID, allowed_by: UUID) -> Sale:
    """The document that undoes it, which may be there already. Raises MayNotVoid, and then nothing has happened.

    Nobody is left with less than nothing of loyalty by it: what was earned and used since is brought back by a return.
    """
    with writing():
        if why := why_not(document, register, stamp.at):
            raise MayNotVoid(why)
        try:
            made = perform(void_sale, stamp, id=id, sale=document.id, register=register.id, allowed_by=allowed_by)
        except CannotVoid:
            raise MayNotVoid(why_not(document, register, stamp.at) or Why.CAME_BACK) from None
        except CreditSpent:
            raise MayNotVoid(Why.CREDIT_SPENT) from None
        except CardSpent:
            raise MayNotVoid(Why.CARD_SPENT) from None
        lost = LoyaltyEntry.objects.filter(sale=made.id, amount__lt=0).values_list("customer", flat=True)
        if any(loyalty_of(customer) < 0 for customer in set(lost)):
            raise MayNotVoid(Why.LOYALTY_SPENT)
    return made

"""What the customer's card says of their store credit and of their account."""

from dataclasses import dataclass

from django import template

from habitue.balances.models import AccountTerms
from habitue.balances.sums import account_of, credit_of
from habitue.customers.models import Customer
from habitue.lib.reading import one

register = template.Library()


@dataclass(frozen=True, slots=True)
class Theirs:
    """Minor units of store credit, and what is owed; `limit` is None for who may not buy on account."""

    credit: int
    owed: int
    limit: int | None


@register.simple_tag
def balances_now(customer: Customer) -> Theirs:
    terms = one(AccountTerms, "customer", customer.id)
    limit = terms.limit if terms and terms.closed_at is None else None
    return Theirs(credit_of(customer.id), account_of(customer.id), limit)

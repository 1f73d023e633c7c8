"""What the customer's page says of their balances."""

from dataclasses import dataclass

from django import template
from django.template import Context

from habitue.backoffice import roles
from habitue.balances.loyalty import the_plan
from habitue.balances.models import AccountTerms, LoyaltyMember, LoyaltyPlan, LoyaltyTier
from habitue.balances.next_expiry import Expiring, expiring_soon
from habitue.balances.taken_over import entries_of_kept
from habitue.customers.models import Customer, KeptAside
from habitue.lib.clock import now
from habitue.sales.earning import tier_of
from habitue.sales.statements import Told, told_of
from habitue.stores.models import Staff

register = template.Library()


@dataclass(frozen=True, slots=True)
class Standing:
    """`member` is what is known of their joining, whether they have left or not; `terms` are an open account's."""

    plan: LoyaltyPlan
    member: LoyaltyMember | None
    tier: LoyaltyTier | None
    soon: Expiring | None
    told: list[Told]
    terms: AccountTerms | None
    may_change: bool


@register.simple_tag(takes_context=True)
def balances_of(context: Context, customer: Customer) -> Standing:
    plan = the_plan()
    member = LoyaltyMember.objects.filter(customer=customer).select_related("by", "register__outlet").first()
    today = now().astimezone(context["outlet"].zone).date()
    joined = bool(member and member.left_at is None)
    return Standing(
        plan,
        member,
        tier_of(customer.id, plan, today) if joined else None,
        expiring_soon(customer.id, plan, today) if plan.expires_months else None,
        told_of(customer.id),
        AccountTerms.objects.filter(customer=customer, closed_at=None).first(),
        _may_change(context),
    )


@register.simple_tag(takes_context=True)
def takes_over(context: Context, kept: KeptAside) -> str:
    """ "may" where a balance of another till can be taken over by the reader, "done" where it was."""
    if not any(c.isdigit() for c in kept.value):
        return ""
    if entries_of_kept([kept.id]):
        return "done"
    return "may" if _may_change(context) else ""


def _may_change(context: Context) -> bool:
    reader: Staff = context["staff"]
    return reader.may_as(*roles.LOYALTY)

"""What the customer's card and the sale say of loyalty."""

from dataclasses import dataclass

from django import template
from django.template import Context

from habitue.balances.loyalty import is_member, the_plan
from habitue.balances.models import LoyaltyPlan, LoyaltyTier
from habitue.balances.next_expiry import Expiring, expiring_soon
from habitue.balances.sums import loyalty_of
from habitue.customers.models import Customer
from habitue.lib.clock import now
from habitue.sales.baskets import payments_of
from habitue.sales.earning import earned_now, tier_of

register = template.Library()


@dataclass(frozen=True, slots=True)
class Mine:
    """`soon` is what is about to expire; a member's `tier` counts."""

    plan: LoyaltyPlan
    member: bool
    units: int
    tier: LoyaltyTier | None
    soon: Expiring | None


@register.simple_tag(takes_context=True)
def loyalty_now(context: Context, customer: Customer) -> Mine | None:
    """Nothing where the shop has no loyalty now and the customer has none left of it."""
    plan = the_plan()
    units = loyalty_of(customer.id)
    if not (plan.active or units):
        return None
    today = now().astimezone(context["outlet"].zone).date()
    member = is_member(customer.id)
    soon = expiring_soon(customer.id, plan, today) if plan.expires_months and units > 0 else None
    return Mine(plan, member, units, tier_of(customer.id, plan, today) if member else None, soon)


@register.simple_tag(takes_context=True)
def sale_earns(context: Context) -> int:
    """The units that the basket would earn its customer as it is now."""
    basket, shown = context.get("basket"), context.get("lines")
    if not (basket and shown and basket.customer_id):
        return 0
    lines = [each.line for each in shown]
    units, _day = earned_now(basket, lines, context["priced"], payments_of(basket), now())
    return sum(units)

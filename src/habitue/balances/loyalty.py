"""What a customer's loyalty is: whether they are a member, their lots, and what units are worth."""

from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from uuid import UUID

from habitue.balances.lots import Told
from habitue.balances.models import LoyaltyEntry, LoyaltyMember, LoyaltyPlan, LoyaltyUnit
from habitue.customers.models import Customer
from habitue.lib.clock import months_after
from habitue.lib.reading import one

NO_PLAN = LoyaltyPlan()
"""What holds until the owner has made a plan: nothing is earned, nobody is asked to join."""


def the_plan() -> LoyaltyPlan:
    return one(LoyaltyPlan, "id", 1) or NO_PLAN


def is_member(customer: UUID) -> bool:
    member = one(LoyaltyMember, "customer", customer)
    return member is not None and member.left_at is None


def entries_of(customer: UUID) -> list[Told]:
    """The customer's entries as `habitue.balances.lots` takes them."""
    entries = LoyaltyEntry.objects.filter(customer=customer).order_by()
    return [Told(*said) for said in entries.values_list("id", "amount", "at", "refers_id", "expires_on")]


def last_day(plan: LoyaltyPlan, today: date) -> date | None:
    """The last day on which what is earned now may be used; None where nothing expires."""
    if plan.expires_months is None:
        return None
    return months_after(today, plan.expires_months)


def worth_of(plan: LoyaltyPlan, units: int) -> int:
    """How many minor units so many units pay."""
    if plan.unit == LoyaltyUnit.MONEY:
        return units
    return int((units * Decimal(plan.worth)).to_integral_value(ROUND_FLOOR))


def units_for(plan: LoyaltyPlan, amount: int) -> int:
    """The fewest units that pay so many minor units."""
    if plan.unit == LoyaltyUnit.MONEY or amount <= 0:
        return max(0, amount)
    return int((Decimal(amount) / Decimal(plan.worth)).to_integral_value(ROUND_CEILING)) if plan.worth else 0


def hold_customer(customer: UUID) -> Customer:
    """The customer's row, held until the transaction ends, so that two tills spend one after the other."""
    return Customer.objects.select_for_update(no_key=True).get(id=customer)

from decimal import Decimal

from habitue.balances.models import LoyaltyEntry, LoyaltyPlan, LoyaltyUnit
from habitue.journal.action import Doing, action
from habitue.stores.shop import the_node


class UnitStays(ValueError):
    """There are entries in the unit that the plan has had so far: they would mean something else in another one."""


@action
def set_loyalty_plan(
    doing: Doing,
    *,
    active: bool,
    unit: str,
    rate: Decimal,
    worth: Decimal = Decimal(1),
    least: int = 0,
    welcome: int = 0,
    expires_months: int | None = None,
    notice_days: int = 30,
    tier_months: int = 12,
    words_en: str = "",
    words_fr: str = "",
) -> LoyaltyPlan:
    """What members earn from now on, and how it is paid with. What they have earned stays. Raises UnitStays."""
    plan = LoyaltyPlan.objects.select_for_update().filter(id=1).first() or LoyaltyPlan()
    if plan.unit != unit and LoyaltyEntry.objects.exists():
        raise UnitStays
    plan.active, plan.unit, plan.rate, plan.worth = active, LoyaltyUnit(unit), rate, worth
    plan.least, plan.welcome = least, welcome
    plan.expires_months, plan.notice_days, plan.tier_months = expires_months, notice_days, tier_months
    plan.words_en, plan.words_fr = words_en, words_fr
    plan.save()
    doing.changed_many("loyaltyplan", [the_node()])
    return plan

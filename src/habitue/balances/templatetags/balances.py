"""`{% units lot.left %}`: loyalty as people say it, by the shop's plan."""

from decimal import Decimal

from babel.numbers import format_decimal
from django import template
from django.template import Context
from django.utils.translation import get_language

from habitue.balances.loyalty import the_plan, worth_of
from habitue.balances.models import LoyaltyPlan, LoyaltyUnit
from habitue.balances.shown import show_units
from habitue.lib.money import Money, local_manner, show_money

register = template.Library()


@register.simple_tag(takes_context=True)
def units(context: Context, count: int | None) -> str:
    if count is None:
        return ""
    currency = context.get("currency") or context["shop"].currency
    return show_units(_plan(context), count, str(currency), context["outlet"].country)


@register.simple_tag(takes_context=True)
def worth(context: Context, count: int) -> int | None:
    """`{% worth balance as minor %}`: what units pay, in minor units; None where they are money themselves."""
    plan = _plan(context)
    return None if plan.unit == LoyaltyUnit.MONEY else worth_of(plan, count)


@register.simple_tag(takes_context=True)
def in_its_unit(context: Context, amount: int, balance: str) -> str:
    """`{% in_its_unit row.amount statement.balance %}`: of loyalty as the plan has it, else money."""
    if balance == "loyalty":
        return units(context, amount)
    currency = str(context.get("currency") or context["shop"].currency)
    return show_money(Money(amount, currency), context["outlet"].country, get_language() or "")


@register.simple_tag(takes_context=True)
def number(context: Context, value: Decimal) -> str:
    """`{% number tier.multiplier %}`: 1.50 is "1.5" or "1,5"."""
    return format_decimal(value, "#,##0.####", locale=local_manner(context["outlet"].country, get_language() or ""))


def _plan(context: Context) -> LoyaltyPlan:
    """Read once for a page."""
    plan = context.render_context.get("loyalty plan") or context.get("loyalty_plan")
    if not isinstance(plan, LoyaltyPlan):
        plan = the_plan()
    context.render_context["loyalty plan"] = plan
    return plan

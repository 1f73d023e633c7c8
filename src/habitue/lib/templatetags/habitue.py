"""Money, dates, phones and rates as the outlet's country writes them.

The tags read `outlet`, `shop` and, where a page sets them (a receipt), `currency` from the template's context.
"""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_decimal
from django import template
from django.template import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from habitue.lib.clock import now
from habitue.lib.money import Money, local_manner, show_money, show_plain, with_minus
from habitue.lib.phones import mask_email, mask_phone, show_phone

register = template.Library()

_JOINT = re.compile(r"(?<=[_./])(?=\w)|(?<=\w)(?=@)")
"""Where a long name without spaces may go on in the next line."""

register.filter(mask_email)
register.filter(mask_phone)


@register.filter
def breakable(name: str) -> SafeString:
    """`{{ column|breakable }}`: customer_group_name breaks behind an underline, where it has to, not within a word."""
    return format_html_join(mark_safe("<wbr>"), "{}", ((part,) for part in _JOINT.split(str(name))))


@register.simple_tag(takes_context=True)
def money(context: Context, minor: int | None) -> str:
    """`{% money sale.total %}`: an amount of minor units with its currency; nothing for None."""
    if minor is None:
        return ""
    return show_money(Money(minor, _currency(context)), context["outlet"].country, get_language() or "")


@register.simple_tag(takes_context=True)
def amount(context: Context, minor: int | None) -> str:
    """`{% amount line.total %}`: an amount of minor units without the currency's sign."""
    if minor is None:
        return ""
    return show_plain(Money(minor, _currency(context)), context["outlet"].country, get_language() or "")


@register.filter
def signed(count: int) -> str:
    """`{{ line.quantity|signed }}`: pieces, which are less than nothing where they come back."""
    return with_minus(str(count))


@register.simple_tag(takes_context=True)
def phone(context: Context, e164: str) -> str:
    """`{% phone customer.phone %}`."""
    return show_phone(e164, context["outlet"].country)


@register.simple_tag(takes_context=True)
def day(context: Context, moment: datetime | date | None) -> str:
    """`{% day sale.completed_at %}`: the date, in the outlet's time zone."""
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        moment = moment.astimezone(context["outlet"].zone).date()
    return format_date(moment, "short", locale=_manner(context))


@register.simple_tag(takes_context=True)
def moment(context: Context, at: datetime | None) -> str:
    """`{% moment sale.completed_at %}`: date and time, in the outlet's time zone."""
    if at is None:
        return ""
    return format_datetime(at, "short", tzinfo=context["outlet"].zone, locale=_manner(context))


@register.simple_tag(takes_context=True)
def clock(context: Context, at: datetime) -> str:
    """`{% clock basket.parked_at %}`: the time of day, in the outlet's time zone."""
    return format_time(at, "short", tzinfo=context["outlet"].zone, locale=_manner(context))


@register.simple_tag(takes_context=True)
def percent(context: Context, rate: Decimal) -> str:
    """`{% percent line.tax_rate %}`: 0.055 is "5.5 %" or "5,5 %"."""
    return with_minus(f"{format_decimal(rate * 100, '#,##0.####', locale=_manner(context))}\u202f%")


@register.simple_tag(takes_context=True)
def days_ago(context: Context, at: datetime | None, today: datetime | None = None) -> str:
    """`{% days_ago customer.last_visit %}`: "today", "yesterday", else the date; nothing for None."""
    if at is None:
        return ""
    zone = context["outlet"].zone
    days = ((today or now()).astimezone(zone).date() - at.astimezone(zone).date()).days
    return {0: gettext("today"), 1: gettext("yesterday")}.get(days) or day(context, at)


def _currency(context: Context) -> str:
    currency: Any = context.get("currency") or context["shop"].currency
    return str(currency)


def _manner(context: Context) -> Any:
    return local_manner(context["outlet"].country, get_language() or "")

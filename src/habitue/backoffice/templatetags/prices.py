"""How prices and rules are written on the back office's pages."""

from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal
from django import template
from django.template import Context
from django.utils.translation import get_language

from habitue.backoffice.standing import opens_next, standing_of
from habitue.lib.money import local_manner
from habitue.pricing.models import BookPrice
from habitue.pricing.shares import share_of, thousandths

register = template.Library()


@register.simple_tag(takes_context=True)
def percent_off(context: Context, percent: Any) -> str:
    """`{% percent_off rule.percent_off %}`: 12.5 is "12,5 %"."""
    if percent is None:
        return ""
    manner = local_manner(context["outlet"].country, get_language() or "")
    return f"{format_decimal(percent, '#,##0.##', locale=manner)}\u202f%"


@register.filter
def book_price(row: BookPrice) -> int:
    """`{{ row|book_price }}`: minor units that a piece costs by this row, whose variant is loaded."""
    if row.price is not None:
        return row.price
    list_price = row.variant.price
    return list_price - share_of(list_price, thousandths(row.percent_off or Decimal()))


register.filter(standing_of)
register.filter(opens_next)

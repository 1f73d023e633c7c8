"""A sold line's price in words: `{% for step in line|explained %}`."""

from django import template

from habitue.sales.models import SaleLine
from habitue.sales.why import Explained, explain, staff_of, steps_of

register = template.Library()


@register.filter
def explained(line: SaleLine) -> list[Explained]:
    """For everybody: without the names of the staff."""
    return explain(steps_of(line))


@register.filter
def explained_with_staff(line: SaleLine) -> list[Explained]:
    steps = steps_of(line)
    return explain(steps, staff_of(steps))

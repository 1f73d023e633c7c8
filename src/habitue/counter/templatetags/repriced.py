"""What an act has changed at the prices, line by line. Drawn at every attaching, so its markup is filled in."""

from collections.abc import Iterable

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from habitue.lib.stencil import Stencil
from habitue.lib.templatetags.habitue import money, percent
from habitue.sales.repricing import Change, Repricing
from habitue.sales.why import Explained

register = template.Library()

_ROW = Stencil("counter/repriced_row.html#row", "name", "options", "before", "after", "why")
_NAMED = Stencil("counter/repriced_row.html#named", "label", "name")
_GONE = Stencil("counter/repriced_row.html#gone", "steps")


@register.simple_tag(takes_context=True)
def change_rows(context: Context, repriced: Repricing) -> SafeString:
    """`{% change_rows repriced %}`: each line that costs something else now, by how much and why."""
    return _joined("\n", (_row(context, change) for change in repriced.changes))


def _row(context: Context, change: Change) -> SafeString:
    variant = change.line.variant
    before, after = money(context, change.before), money(context, change.after)
    return _ROW.fill(variant.product.name, variant.options, before, after, _reasons(context, change))


def _reasons(context: Context, change: Change) -> SafeString:
    came = _joined(", ", (_step(context, step) for step in change.why))
    if not change.gone:
        return came
    gone = _GONE.fill(_joined(", ", (_named(step) for step in change.gone)))
    return _joined("; ", (came, gone)) if came else gone


def _step(context: Context, step: Explained) -> SafeString:
    named = _named(step)
    return format_html("{} −{}", named, percent(context, step.rate)) if step.rate else named


def _named(step: Explained) -> SafeString:
    return _NAMED.fill(step.label, step.name) if step.name else format_html("{}", step.label)


def _joined(between: str, pieces: Iterable[SafeString]) -> SafeString:
    return mark_safe(between.join(pieces))  # noqa: S308 - pieces that are escaped already

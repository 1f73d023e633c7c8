"""The icons' own tags, each icon drawn once: they copy and write out a tree each time, a quarter of a whole page."""

from functools import cache

from django import template
from django.utils.safestring import SafeString, mark_safe
from heroicons.templatetags import heroicons as drawn

register = template.Library()


@register.simple_tag
@cache
def heroicon_micro(name: str, *, size: int = 16) -> SafeString:
    return mark_safe(drawn.heroicon_micro(name, size=size))  # noqa: S308 - a file of the package


@register.simple_tag
@cache
def heroicon_mini(name: str, *, size: int = 20) -> SafeString:
    return mark_safe(drawn.heroicon_mini(name, size=size))  # noqa: S308 - as above


@register.simple_tag
@cache
def heroicon_outline(name: str, *, size: int = 24) -> SafeString:
    return mark_safe(drawn.heroicon_outline(name, size=size))  # noqa: S308 - as above

"""The icons, each drawn once. The package's own tags open its archive for every icon, which takes 4 ms, and take the
drawing apart to write it out again."""

from functools import cache
from importlib.resources import files
from io import BytesIO
from zipfile import ZipFile

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
@cache
def heroicon_micro(name: str, *, size: int = 16) -> SafeString:
    return _draw("micro", name, size)


@register.simple_tag
@cache
def heroicon_mini(name: str, *, size: int = 20) -> SafeString:
    return _draw("mini", name, size)


@register.simple_tag
@cache
def heroicon_outline(name: str, *, size: int = 24) -> SafeString:
    return _draw("outline", name, size)


def _draw(style: str, name: str, size: int) -> SafeString:
    drawing = _archive().read(f"{style}/{name}.svg").decode()
    head, rest = drawing.split(' xmlns="http://www.w3.org/2000/svg"', 1)
    return mark_safe(f'{head} width="{size}" height="{size}"{rest.rstrip()}')  # noqa: S308 - a file of the package


@cache
def _archive() -> ZipFile:
    return ZipFile(BytesIO((files("heroicons") / "heroicons.zip").read_bytes()))

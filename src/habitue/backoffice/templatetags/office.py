from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context
from django.utils.translation import gettext_lazy as _

from habitue.backoffice import roles
from habitue.stores.models import Role

register = template.Library()


@dataclass(frozen=True, slots=True)
class Section:
    """A line of the menu, and the pages (by the beginnings of their names) that it stands for."""

    label: Any
    icon: str
    page: str
    names: tuple[str, ...]
    open_to: tuple[Role, ...]


SECTIONS = (
    Section(_("Sales"), "receipt-percent", "backoffice:sales", ("sale",), roles.SALES),
    Section(_("Products"), "tag", "backoffice:products", ("product", "categor", "tax_rate"), roles.PRODUCTS),
    Section(_("Customers"), "users", "backoffice:customers", ("customer",), roles.CUSTOMERS),
    Section(
        _("Outlets & registers"), "building-storefront", "backoffice:outlets", ("outlet", "register"), roles.OUTLETS
    ),
    Section(_("Staff"), "identification", "backoffice:staff", ("staff", "person", "let_go"), roles.STAFF),
    Section(_("Settings"), "cog-6-tooth", "backoffice:settings", ("settings",), roles.SETTINGS),
)


@register.simple_tag(takes_context=True)
def office_sections(context: Context) -> list[tuple[Section, bool]]:
    """The lines of the menu that the reader may open, each with whether it is where they are."""
    staff = context["staff"]
    return [
        (section, office_here(context, *section.names))
        for section in SECTIONS
        if staff.role == Role.OWNER or staff.role in section.open_to
    ]


@register.simple_tag(takes_context=True)
def office_here(context: Context, *names: str) -> bool:
    """Whether the page's name begins with one of these."""
    match = context["request"].resolver_match
    return bool(match and match.url_name.startswith(names))

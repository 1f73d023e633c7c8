from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context
from django.utils.translation import gettext_lazy as _

from habitue.backoffice import roles
from habitue.stores.models import Role, Staff

register = template.Library()


@dataclass(frozen=True, slots=True)
class Section:
    """A line of the menu, and the pages (by the beginnings of their names) that it stands for."""

    label: Any
    icon: str
    page: str
    names: tuple[str, ...]
    open_to: tuple[Role, ...]
    parts: tuple["Section", ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A section as the reader sees it: whether it is where they are, and its parts."""

    section: Section
    current: bool
    parts: list["Line"]


CONTACTS = (
    Section(_("Customers"), "", "backoffice:customers", ("customer", "contact"), roles.CUSTOMERS),
    Section(_("Groups"), "", "backoffice:groups", ("group",), roles.CUSTOMERS),
    Section(_("Suppliers"), "", "backoffice:suppliers", ("supplier",), roles.CUSTOMERS),
    Section(_("Fields"), "", "backoffice:fields", ("field",), roles.CUSTOMERS),
    Section(_("Duplicates"), "", "backoffice:duplicates", ("duplicate",), roles.CUSTOMERS),
    Section(_("Consent texts"), "", "backoffice:consent_texts", ("consent",), roles.CONSENT_TEXTS),
)
"""What stands below Contacts while one is there."""

PRICES = (
    Section(_("Price books"), "", "backoffice:price_books", ("price",), roles.PRICES_READ),
    Section(_("Promotions"), "", "backoffice:promotions", ("promotion",), roles.PRICES),
)
"""What stands below Prices while one is there."""

SECTIONS = (
    Section(_("Sales"), "receipt-percent", "backoffice:sales", ("sale",), roles.SALES),
    Section(_("Products"), "tag", "backoffice:products", ("product", "categor", "tax_rate"), roles.PRODUCTS),
    Section(
        _("Prices"),
        "banknotes",
        "backoffice:price_books",
        tuple(name for part in PRICES for name in part.names),
        roles.PRICES_READ,
        PRICES,
    ),
    Section(_("Loyalty"), "star", "backoffice:loyalty", ("loyalty",), roles.LOYALTY),
    Section(_("Gift cards"), "gift", "backoffice:gift_cards", ("gift_card",), roles.LOYALTY),
    Section(_("Accounts"), "document-text", "backoffice:owing", ("owing",), roles.LOYALTY),
    Section(
        _("Contacts"),
        "users",
        "backoffice:customers",
        tuple(name for part in CONTACTS for name in part.names),
        roles.CUSTOMERS,
        CONTACTS,
    ),
    Section(
        _("Outlets & registers"), "building-storefront", "backoffice:outlets", ("outlet", "register"), roles.OUTLETS
    ),
    Section(_("Staff"), "identification", "backoffice:staff", ("staff", "person", "let_go"), roles.STAFF),
    Section(_("Mails"), "envelope", "backoffice:mails", ("mail",), roles.MAILS),
    Section(_("Background work"), "clock", "backoffice:jobs", ("job",), roles.ANY),
    Section(_("Settings"), "cog-6-tooth", "backoffice:settings", ("settings",), roles.SETTINGS),
)


@register.simple_tag(takes_context=True)
def office_sections(context: Context) -> list[Line]:
    """The lines of the menu that the reader may open; below the one where they are stand its parts."""
    staff, lines = _reader(context), []
    for section in SECTIONS:
        if not staff.may_as(*section.open_to):
            continue
        here = office_here(context, *section.names)
        shown = [part for part in section.parts if here and staff.may_as(*part.open_to)]
        parts = [Line(part, office_here(context, *part.names), []) for part in shown]
        # Where the parts are shown, one of them says where the reader is.
        lines.append(Line(section, here and not parts, parts))
    return lines


@register.simple_tag(takes_context=True)
def office_here(context: Context, *names: str) -> bool:
    """Whether the page's name, or of the page that it `stands_for`, begins with one of these."""
    match = context["request"].resolver_match
    here: str = context.get("stands_for") or (match.url_name if match else "")
    return here.startswith(names)


@register.simple_tag(takes_context=True)
def may_open_mails(context: Context) -> bool:
    """Whether the reader gets to a mail's page by a link to it."""
    return _reader(context).may_as(*roles.MAILS)


@register.simple_tag(takes_context=True)
def may_open_sales(context: Context) -> bool:
    """Whether the reader gets to a sale's page by a link to it."""
    return _reader(context).may_as(*roles.SALES)


def _reader(context: Context) -> Staff:
    reader: Staff = context["staff"]
    return reader

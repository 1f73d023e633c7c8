"""The rows of the customers' list, drawn from pieces that are filled in: fifty rows of some columns are many cells.

Each column is a piece of `customers_rows.html`, and a function that says what stands in it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from habitue.backoffice.columns import COLUMNS
from habitue.customers.birthdays import show_birthday
from habitue.customers.consents import channels_of
from habitue.customers.models import ALL_CUSTOMERS, Customer
from habitue.lib.clock import now
from habitue.lib.money import Money, local_manner, show_money
from habitue.lib.phones import show_phone
from habitue.lib.stencil import Stencil
from habitue.stores.models import Outlet

_ROWS = "backoffice/customers_rows.html"
_ROW = Stencil(f"{_ROWS}#row", "id", "name", "cells")
_APART = Stencil(f"{_ROWS}#apart", "text")
_BADGE = Stencil(f"{_ROWS}#badge", "tint", "group")
_CELLS = {column: Stencil(f"{_ROWS}#{column}", "label", "shown") for column in COLUMNS}


@dataclass(frozen=True, slots=True)
class _Manner:
    """How whoever reads the list writes things."""

    country: str
    currency: str
    language: str
    zone: ZoneInfo
    locale: Locale
    today: date

    def day(self, at: datetime | None) -> str:
        if at is None:
            return ""
        day = at.astimezone(self.zone).date()
        ago = (self.today - day).days
        return {0: gettext("today"), 1: gettext("yesterday")}.get(ago) or _written(day, str(self.locale))


def drawn(customers: Iterable[Customer], columns: Sequence[str], outlet: Outlet, currency: str) -> SafeString:
    """The table's rows for `customers`, whose groups and outlets are at hand."""
    language = get_language() or ""
    locale = local_manner(outlet.country, language)
    zone = outlet.zone
    manner = _Manner(outlet.country, currency, language, zone, locale, now().astimezone(zone).date())
    listed, cells = list(customers), []
    for column in columns:
        label, show = str(COLUMNS[column]), _SHOWN[column]
        cells.append(_CELLS[column].each((label, show(customer, manner)) for customer in listed))
    rows = zip(listed, zip(*cells, strict=True) if cells else [()] * len(listed), strict=True)
    return SafeString(
        "\n".join(_ROW.each((str(customer.id), customer.name, SafeString("".join(row))) for customer, row in rows))
    )


def _group(customer: Customer, _manner: _Manner) -> str:
    group = customer.group
    return "" if group.id == ALL_CUSTOMERS else _BADGE.fill(str(group.colour), str(group))


def _outlet(customer: Customer, _manner: _Manner) -> str:
    register = customer.created_register
    return _APART.fill(str(register.outlet)) if register else ""


def _company(customer: Customer, _manner: _Manner) -> str:
    return _APART.fill(customer.company) if customer.company else ""


def _email(customer: Customer, _manner: _Manner) -> str:
    """A narrow column breaks an address before its @ rather than inside of a word."""
    return SafeString(escape(customer.email).replace("@", "<wbr>@"))


def _birthday(customer: Customer, manner: _Manner) -> str:
    return show_birthday(customer.birthday, manner.country, manner.language) if customer.birthday else ""


def _consent(customer: Customer, _manner: _Manner) -> str:
    return ", ".join(str(channel.label) for channel in channels_of(customer.agreed))


def _spent(customer: Customer, manner: _Manner) -> str:
    spent = Money(customer.spent, manner.currency)
    return show_money(spent, manner.country, manner.language) if customer.spent else ""


_SHOWN: dict[str, Callable[[Customer, _Manner], str]] = {
    "code": lambda customer, _manner: customer.code,
    "phone": lambda customer, manner: show_phone(customer.phone, manner.country) if customer.phone else "",
    "email": _email,
    "company": _company,
    "postcode": lambda customer, _manner: customer.postcode,
    "group": _group,
    "outlet": _outlet,
    "language": lambda customer, _manner: str(customer.get_language_display()),
    "birthday": _birthday,
    "consent": _consent,
    "created": lambda customer, manner: manner.day(customer.created_at),
    "visit": lambda customer, manner: manner.day(customer.last_visit),
    "spent": _spent,
}


@lru_cache(maxsize=4096)
def _written(day: date, locale: str) -> str:
    return format_date(day, "short", locale=locale)

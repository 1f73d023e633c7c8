"""Customers as the one box lists them: what tells two namesakes apart, and nothing more.

This runs at every keystroke, so it asks the database for nothing and writes each day only once.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from babel.dates import format_date
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from habitue.customers.models import ALL_CUSTOMERS, Customer
from habitue.lib.clock import now
from habitue.lib.money import local_manner
from habitue.lib.phones import mask_email, mask_phone
from habitue.lib.text import fold, words
from habitue.stores.models import Outlet

_WORD = re.compile(r"\w+")


READ = (
    *("id", "search_key", "code", "first_name", "last_name", "company"),
    *("phone", "email", "postcode", "group_id", "last_visit"),
)
"""What a row is made of. At every keystroke twenty customers are read, and the rest of them is not looked at."""


@dataclass(frozen=True, slots=True)
class Row:
    id: UUID
    name: SafeString
    group: str
    tint: int
    contact: str
    seen: str


def rows(customers: Iterable[Customer], typed: str, outlet: Outlet) -> list[Row]:
    """`customers` with their groups at hand, as they are listed for what was `typed`."""
    starts = words(typed)
    zone, manner, today = outlet.zone, str(local_manner(outlet.country, get_language() or "")), now()
    day = today.astimezone(zone).date()
    return [
        Row(
            customer.id,
            mark_starts(shown_name(customer), starts),
            own_group(customer),
            customer.group.colour,
            contact_of(customer),
            _seen(customer.last_visit.astimezone(zone).date(), day, manner)
            if customer.last_visit
            else gettext("never"),
        )
        for customer in customers
    ]


@dataclass(frozen=True, slots=True)
class Alike:
    """A likely duplicate, and what it has in common with what is typed."""

    row: Row
    why: str


def alike_rows(customers: Iterable[Customer], phone: str, email: str, outlet: Outlet) -> list[Alike]:
    """`customers` who have the `phone`, the `email`, or else the card of the form."""
    customers = list(customers)
    digits = "".join(character for character in phone if character.isdigit())
    return [
        Alike(row, _in_common(customer, digits, email))
        for customer, row in zip(customers, rows(customers, "", outlet), strict=True)
    ]


def _in_common(customer: Customer, digits: str, email: str) -> str:
    if len(digits) > 5 and customer.phone.endswith(digits[-6:]):
        return gettext("same phone")
    if email and fold(customer.email) == fold(email.strip()):
        return gettext("same e-mail")
    return gettext("same card")


def shown_name(customer: Customer) -> str:
    """What the customer is called, without showing a whole phone number or e-mail to whoever stands behind."""
    person = f"{customer.first_name} {customer.last_name}".strip()
    return person or customer.company or mask_email(customer.email) or mask_phone(customer.phone) or customer.code


def own_group(customer: Customer) -> str:
    """The group's name; nothing for the one that everybody starts in."""
    return "" if customer.group_id == ALL_CUSTOMERS else customer.group.name


def contact_of(customer: Customer) -> str:
    contact = mask_phone(customer.phone) or mask_email(customer.email)
    return " · ".join(part for part in (contact, customer.postcode) if part)


def mark_starts(name: str, starts: list[str]) -> SafeString:
    """`name` escaped, with the starts of its words that were typed between <mark> and </mark>."""
    if not starts:
        return conditional_escape(name)
    pieces, done = [], 0
    for word in _WORD.finditer(name):
        folded = fold(word[0])
        longest = max((len(start) for start in starts if folded.startswith(start)), default=0)
        if longest:
            end = word.start() + _letters(word[0], longest)
            pieces += [escape(name[done : word.start()]), format_html("<mark>{}</mark>", name[word.start() : end])]
            done = end
    pieces.append(escape(name[done:]))
    return mark_safe("".join(pieces))  # noqa: S308 - each piece is escaped above


def _letters(word: str, folded: int) -> int:
    """How many letters of `word` make the first `folded` ones of its folded form: "ß" is one that makes two."""
    if word.isascii():
        return folded
    for count in range(1, len(word) + 1):
        if len(fold(word[:count])) >= folded:
            return count
    return len(word)


def _seen(day: date, today: date, manner: str) -> str:
    days = (today - day).days
    if days in {0, 1}:
        return gettext("yesterday") if days else gettext("today")
    return _day(day, manner)


@lru_cache(maxsize=8192)
def _day(day: date, manner: str) -> str:
    return format_date(day, "short", locale=manner)

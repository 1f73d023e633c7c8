"""Customers as the one box lists them: what tells two namesakes apart, and nothing more.

This runs at every keystroke, so it asks the database for nothing, folds each word and writes each day only once, and
fills in markup that is drawn already.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape
from typing import NamedTuple

from babel.dates import format_date
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from habitue.customers.models import Customer
from habitue.customers.search import Listed, as_listed
from habitue.lib.clock import now
from habitue.lib.money import local_manner
from habitue.lib.phones import mask_email, mask_phone
from habitue.lib.stencil import Stencil
from habitue.lib.text import fold, words
from habitue.stores.models import Outlet

_WORD = re.compile(r"(\w+)")


_ROW = Stencil("counter/customer_rows.html#row", "id", "name", "group", "contact", "seen")
_GROUP = Stencil("counter/customer_rows.html#group", "tint", "group")
_ADD = Stencil("counter/customer_rows.html#add", "typed")
_FOUND = Stencil("counter/customer_rows.html#found", "said")


class Row(NamedTuple):
    id: str
    name: SafeString
    group: str
    tint: int
    contact: str
    seen: str


def rows(customers: Iterable[Listed], typed: str, outlet: Outlet) -> list[Row]:
    """`customers` as they are listed for what was `typed`."""
    starts = words(typed)
    zone, manner, today = outlet.zone, str(local_manner(outlet.country, get_language() or "")), now()
    day = today.astimezone(zone).date()
    never = gettext("never")
    return [
        Row(
            customer.id,
            mark_starts(shown_name(customer), starts),
            customer.group,
            customer.tint,
            contact_of(customer),
            _seen(customer.last_visit.astimezone(zone).date(), day, manner) if customer.last_visit else never,
        )
        for customer in customers
    ]


def drawn(shown: list[Row], typed: str) -> str:
    """The list itself: the rows, the offer to add what was `typed`, and what a screen reader says of it."""
    pieces = _ROW.each(
        (
            SafeString(row.id),
            row.name,
            _GROUP.fill(str(row.tint), row.group) if row.group else "",
            row.contact,
            row.seen,
        )
        for row in shown
    )
    if typed:
        count = len(shown)
        said = ngettext("%(count)s customer found", "%(count)s customers found", count) % {"count": count}
        pieces += [_ADD.fill(typed), _FOUND.fill(said)]
    return "\n".join(pieces)


@dataclass(frozen=True, slots=True)
class Alike:
    """A likely duplicate, and what it has in common with what is typed."""

    row: Row
    why: str


def alike_rows(customers: Iterable[Customer], phone: str, email: str, outlet: Outlet) -> list[Alike]:
    """`customers` who have the `phone`, the `email`, or else the card of the form."""
    customers = list(customers)
    listed = as_listed(customers)
    digits = "".join(character for character in phone if character.isdigit())
    return [
        Alike(row, _in_common(customer, digits, email))
        for customer, row in zip(customers, rows(listed, "", outlet), strict=True)
    ]


def _in_common(customer: Customer, digits: str, email: str) -> str:
    if len(digits) > 5 and customer.phone.endswith(digits[-6:]):
        return gettext("same phone")
    if email and fold(customer.email) == fold(email.strip()):
        return gettext("same e-mail")
    return gettext("same card")


def shown_name(customer: Customer | Listed) -> str:
    """What the customer is called, without showing a whole phone number or e-mail to whoever stands behind."""
    person = f"{customer.first_name} {customer.last_name}".strip()
    return person or customer.company or mask_email(customer.email) or mask_phone(customer.phone) or customer.code


def contact_of(customer: Customer | Listed) -> str:
    contact = mask_phone(customer.phone) or mask_email(customer.email)
    return " · ".join(part for part in (contact, customer.postcode) if part)


def mark_starts(name: str, starts: Sequence[str]) -> SafeString:
    """`name` escaped, with the starts of its words that were typed between <mark> and </mark>."""
    typed = tuple(starts)
    pieces = _WORD.split(name)
    for place, piece in enumerate(pieces):
        if place % 2:
            pieces[place] = _marked(piece, typed)
        elif piece and piece != " ":
            pieces[place] = escape(piece)
    return SafeString("".join(pieces))


@lru_cache(maxsize=16384)
def _marked(word: str, starts: tuple[str, ...]) -> str:
    folded = fold(word)
    longest = max((len(start) for start in starts if folded.startswith(start)), default=0)
    if not longest:
        return escape(word)
    end = _letters(word, longest)
    return f"<mark>{escape(word[:end])}</mark>{escape(word[end:])}"


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

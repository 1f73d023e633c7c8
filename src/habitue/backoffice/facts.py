"""What a record's events say was changed, in the reader's words."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from habitue.balances.loyalty import the_plan
from habitue.balances.shown import show_units
from habitue.contacts.models import Use
from habitue.customers.birthdays import show_birthday
from habitue.customers.models import CustomField, Group, Network
from habitue.lib.money import Money, show_money
from habitue.lib.phones import show_phone
from habitue.stores.models import Language
from habitue.stores.shop import the_currency

LONGEST = 200
"""Letters of a value that the timeline shows."""

_LABELS = {
    "code": _("Customer code"),
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "company": _("Company"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "postcode": _("Postcode"),
    "language": _("Language"),
    "note": _("Note"),
    "website": _("Website"),
    "birthday": _("Birthday"),
    "group": _("Group"),
    "card": _("Card"),
    "address": _("Address"),
    "address.use": _("Use of the address"),
    "person": _("Contact person"),
    "invoicing.legal_name": _("Legal name"),
    "invoicing.tax_number": _("VAT or tax number"),
    "invoicing.email": _("E-mail for invoices"),
    "invoicing.payment_days": _("Days to pay"),
    "invoicing.address": _("Invoice address"),
    "loyalty": _("Loyalty"),
    "credit": _("Store credit"),
    "reason": _("Reason"),
    "account.limit": _("May owe at most"),
    "account.days": _("Days to pay"),
}
_MONEY = {"credit", "account.limit"}
_AMOUNTS = {"loyalty", *_MONEY}
_EVERYBODY = "All customers"
"""The name under which everybody's first group is kept, and which nobody else's may have."""

type _Triple = tuple[str, str, str]
"""Of what, from what, to what."""


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    was: str
    now: str


def changes_of(told: Sequence[Sequence[Any]], country: str) -> list[list[Change]]:
    """The facts of several events. Names that are kept by id are looked up for all of them at once."""
    triples = [[_triple(fact) for fact in facts if isinstance(fact, list | tuple)] for facts in told]
    triples = _with_amounts(triples, country)
    names = _names({text for facts in triples for fact in facts for text in fact})
    return [[_change(*fact, names, country) for fact in facts] for facts in triples]


def _triple(fact: Sequence[Any]) -> _Triple:
    name, was, now, *_rest = [*map(_text, fact), "", "", ""]
    return name, was, now


def _with_amounts(triples: list[list[_Triple]], country: str) -> list[list[_Triple]]:
    """What the facts have in minor units or points is written as people read it."""
    if not any(name in _AMOUNTS for facts in triples for name, _was, _now in facts):
        return triples
    currency, plan, language = the_currency(), the_plan(), get_language() or ""

    def shown(name: str, value: str) -> str:
        if name not in _AMOUNTS or not value.removeprefix("-").isdecimal():
            return value
        if name in _MONEY:
            return show_money(Money(int(value), currency), country, language)
        return show_units(plan, int(value), currency, country)

    return [[(name, shown(name, was), shown(name, now)) for name, was, now in facts] for facts in triples]


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_text, value))
    return "" if value is None else str(value)


def _change(name: str, was: str, now: str, names: dict[str, str], country: str) -> Change:
    return Change(_label(name, names), _value(name, was, names, country), _value(name, now, names, country))


def _label(name: str, names: dict[str, str]) -> str:
    if name in _LABELS:
        return str(_LABELS[name])
    kind, _dot, rest = name.partition(".")
    if kind == "social_names" and rest in Network.values:
        return str(Network(rest).label)
    if kind == "sizes":
        return str(_("Size: %(what)s") % {"what": rest})
    return names.get(rest or kind, names.get(kind, rest or kind))


def _value(name: str, value: str, names: dict[str, str], country: str) -> str:
    if not value:
        return ""
    if name == "language" and value in Language.values:
        return str(Language(value).label)
    if name == "address.use" and value in Use.values:
        return str(Use(value).label)
    if name == "phone":
        return show_phone(value, country)
    if name == "birthday":
        return show_birthday(value, country, get_language() or "en")
    shown = str(_("All customers")) if (name, value) == ("group", _EVERYBODY) else names.get(value, value)
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"


def _names(texts: Iterable[str]) -> dict[str, str]:
    """What is called by an id in the facts: groups, and fields of the shop's own."""
    ids = {}
    for text in texts:
        for part in text.rsplit(".", 1):
            if len(part) in {32, 36}:
                with suppress(ValueError):
                    ids[UUID(part)] = part
    if not ids:
        return {}
    found: dict[str, str] = {}
    for model in (Group, CustomField):
        found |= {ids[row.id]: str(row) for row in model.objects.filter(id__in=ids)}
    return found

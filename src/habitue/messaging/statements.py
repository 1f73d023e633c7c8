"""A statement of a balance on paper: the page of which a PDF is made."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from habitue.customers.models import Customer
from habitue.lib.clock import now
from habitue.lib.text import squeeze
from habitue.sales.owing import owed_by
from habitue.sales.statements import Balance, statement
from habitue.stores.models import Outlet, Shop

STYLE = Path(__file__).with_name("statement.css")


@dataclass(frozen=True, slots=True)
class AskedStatement:
    """Which balance, and from which day to which."""

    balance: Balance
    start: date | None = None
    end: date | None = None

    def write(self) -> str:
        days = {"start": self.start, "end": self.end}
        return json.dumps({"balance": self.balance, **{name: str(day) for name, day in days.items() if day}})

    @classmethod
    def read(cls, text: str) -> Self:
        said = json.loads(text)
        days = {name: date.fromisoformat(said[name]) for name in ("start", "end") if name in said}
        return cls(Balance(said["balance"]), **days)


@dataclass(frozen=True, slots=True)
class Paper:
    title: str
    html: str
    name: str


def statement_paper(customer: Customer, asked: AskedStatement, language: str) -> Paper:
    """In this language, as the shop's first outlet writes money and days."""
    shop, outlet = Shop.objects.get(), Outlet.objects.earliest("id")
    with translation.override(language):
        told = statement(asked.balance, customer.id, asked.start, asked.end, outlet.zone)
        title = _("Statement: %(balance)s") % {"balance": asked.balance.label}
        today = now().astimezone(outlet.zone).date()
        context = {"statement": told, "customer": customer, "shop": shop, "outlet": outlet, "language": language}
        context |= {"open": owed_by(customer.id, today) if asked.balance == Balance.ACCOUNT else [], "today": today}
        html = render_to_string("messaging/statement.html", context | {"title": title})
        name = squeeze(f"{title} {customer.code}").replace(":", "").replace(" ", "-")
    return Paper(title, html, f"{name}.pdf")

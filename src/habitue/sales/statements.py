"""What a balance of a customer comes to, and where it comes from: in one line, or entry by entry over a time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from habitue.balances.models import AccountEntry, Cause, CreditEntry, LoyaltyEntry
from habitue.sales.models import Sale


class Balance(models.TextChoices):
    LOYALTY = "loyalty", _("Loyalty")
    CREDIT = "credit", _("Store credit")
    ACCOUNT = "account", _("Account")


_ENTRIES: dict[Balance, Any] = {
    Balance.LOYALTY: LoyaltyEntry,
    Balance.CREDIT: CreditEntry,
    Balance.ACCOUNT: AccountEntry,
}


@dataclass(frozen=True, slots=True)
class Told:
    """A balance in one line: what it comes to, and what each cause has brought it."""

    balance: Balance
    sum: int
    causes: list[tuple[Cause, int]]


@dataclass(frozen=True, slots=True)
class Row:
    """One change; `after` is what the balance came to with it. What one sale did for one cause is one row.

    `due_on` is until when is to be paid what was bought on account.
    """

    at: datetime
    cause: Cause
    amount: int
    after: int
    note: str
    sale: Sale | None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """The rows of a time, oldest first, between what there was before and what there is after."""

    balance: Balance
    start: date | None
    end: date | None
    before: int
    rows: list[Row]
    after: int


def entries_of(balance: Balance, customer: UUID) -> "models.QuerySet[Any]":
    """All that ever happened to it."""
    found: models.QuerySet[Any] = _ENTRIES[balance].objects.filter(customer=customer)
    return found


def told_of(customer: UUID) -> list[Told]:
    """Of each balance that anything ever happened to."""
    found = []
    for balance in Balance:
        causes = entries_of(balance, customer).order_by().values_list("cause").annotate(Sum("amount"))
        sums = {Cause(cause): amount for cause, amount in causes}
        if sums:
            told = [(cause, sums[cause]) for cause in Cause if sums.get(cause)]
            found.append(Told(balance, sum(sums.values()), told))
    return found


def statement(balance: Balance, customer: UUID, start: date | None, end: date | None, zone: ZoneInfo) -> Statement:
    """From the first day to the last, both included, as the outlet's clock has them; None is without limit."""
    entries = entries_of(balance, customer)
    since = datetime.combine(start, time.min, zone) if start else None
    before = entries.filter(at__lt=since).aggregate(sum=Sum("amount"))["sum"] or 0 if since else 0
    if since:
        entries = entries.filter(at__gte=since)
    if end:
        entries = entries.filter(at__lt=datetime.combine(date.fromordinal(end.toordinal() + 1), time.min, zone))
    said = list(entries.order_by("at", "id").values_list("at", "sale", "cause", "amount", "note"))
    rows = list(_rows(said, before))
    if balance == Balance.ACCOUNT:
        due = dict(entries.filter(due_on__isnull=False).values_list("sale", "due_on"))
        rows = [replace(row, due_on=due.get(row.sale.id)) if row.sale and row.amount > 0 else row for row in rows]
    return Statement(balance, start, end, before, rows, rows[-1].after if rows else before)


def _rows(said: "list[tuple[datetime, UUID | None, str, int, str]]", before: int) -> Iterable[Row]:
    sales = Sale.objects.in_bulk({sale for _at, sale, *_rest in said if sale})
    after = before
    for moment, together in groupby(said, key=lambda each: each[0]):
        # Of one moment the causes may stand mixed: a sale's lines each have entries of their own.
        of: dict[tuple[UUID | None, str, str], int] = {}
        for _at, sale, cause, amount, note in together:
            of[sale, cause, note] = of.get((sale, cause, note), 0) + amount
        for (sale, cause, note), amount in of.items():
            after += amount
            yield Row(moment, Cause(cause), amount, after, note, sales.get(sale) if sale else None)

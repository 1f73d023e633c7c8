"""Who owes the shop, and since when."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext as _

from habitue.balances.ageing import Owed, aged, debts
from habitue.balances.models import AccountEntry, AccountTerms, Cause
from habitue.customers.models import Customer
from habitue.sales.models import SaleLine


@dataclass(frozen=True, slots=True)
class Owing:
    """A customer with what they owe by how long it has been due; `limit` is None for who may not buy more."""

    customer: Customer
    aged: tuple[int, ...]
    owed: int
    limit: int | None


def owing_now(today: date) -> list[Owing]:
    """Those who owe anything; who owes most of the oldest stands first."""
    sums = AccountEntry.objects.order_by().values("customer").annotate(owed=Sum("amount")).filter(owed__gt=0)
    owed = {each["customer"]: each["owed"] for each in sums}
    customers = Customer.objects.in_bulk(list(owed))
    limits = dict(AccountTerms.objects.filter(customer__in=owed, closed_at=None).values_list("customer", "limit"))
    rows = [
        Owing(customers[id], aged(debts(entries), today), owed[id], limits.get(id)) for id, entries in _entries(owed)
    ]
    return sorted(rows, key=lambda row: (row.aged[::-1], row.owed), reverse=True)


def owed_by(customer: UUID, today: date) -> list[tuple[str, int]]:
    """What the customer owes, by how long it has been due, in words; where it is nothing it is left out."""
    sums = next((aged(debts(entries), today) for _id, entries in _entries([customer])), ())
    return [(age, owed) for age, owed in zip(ages(), sums, strict=False) if owed]


def ages() -> tuple[str, ...]:
    """How long a debt has been due, in words."""
    return _("Not due yet"), _("1–30 days"), _("31–60 days"), _("61–90 days"), _("Over 90 days")


def _entries(customers: Iterable[UUID]) -> Iterable[tuple[UUID, list[Owed]]]:
    # What a void undid, and the undoing, are as if they had never been: so a debt keeps the day on which it was due.
    standing = AccountEntry.objects.filter(customer__in=list(customers), refers=None, referring=None)
    said = list(standing.order_by("customer", "at", "id").values_list("customer", "amount", "due_on", "sale", "cause"))
    of = _brought_back({sale for _customer, _amount, _due, sale, cause in said if cause == Cause.REFUNDED and sale})
    for id, theirs in groupby(said, key=lambda each: each[0]):
        yield (
            id,
            [
                Owed(amount, due_on, sale if amount > 0 else None, of.get(sale, frozenset()) if sale else frozenset())
                for _customer, amount, due_on, sale, _cause in theirs
            ],
        )


def _brought_back(returns: set[UUID]) -> dict[UUID, frozenset[UUID]]:
    """From which sales each of these documents brought something back."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    came = SaleLine.objects.filter(sale__in=returns, of_sale__isnull=False)
    for document, sale in came.values_list("sale", "of_sale"):
        found[document].add(sale)
    return {document: frozenset(sales) for document, sales in found.items()}

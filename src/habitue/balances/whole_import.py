"""The balances that a whole import kept aside: what its headings are, what they come to, and all of them taken over.

A value counts once. Of what a file tells twice of a record the later value counts; what a later file tells under the
same heading is the same balance anew, and counts only where no earlier value does.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from habitue.balances.actions import GivenBalance, take_over_balances
from habitue.balances.actions.take_over_balance import ENTRIES
from habitue.balances.loyalty import the_plan
from habitue.balances.models import Cause, LoyaltyUnit
from habitue.balances.taken_over import entries_of_kept
from habitue.customers.following import records_of, who_is_now
from habitue.customers.models import Customer, Import, KeptAside, Merge
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.database import writing
from habitue.lib.money import LARGEST_AMOUNT, WrongAmount, minor_digits, parse_amount
from habitue.lib.text import fold

AT_ONCE = 500
"""Customers of one entry in the journal."""
SHOWN = 100
SAMPLES = 3

type Told = Mapping[str, str]
"""Which balance each heading is: "loyalty", "credit" or "account"."""
type Progress = Callable[[int, int], None]

_WORDS = (
    ("loyalty", ("loyal", "point", "punto", "fidel")),
    ("credit", ("credit", "avoir")),
    ("account", ("account", "compte", "balance", "saldo", "solde")),
)
_OTHERWISE = ("limit", "plafond", "gift")


@dataclass(frozen=True, slots=True)
class Heading:
    """Of so many customers something is kept under it; it is probably the balance `guess`, if any."""

    name: str
    customers: int
    samples: list[str]
    guess: str


@dataclass(slots=True)
class Sums:
    """What the values under one heading come to: `count` are more or less than `nothing`; the rest says no amount."""

    count: int = 0
    amount: int = 0
    nothing: int = 0
    wrong: int = 0
    examples: list[str] = field(default_factory=list)


def headings_of(imported: UUID) -> list[Heading]:
    """Those under which numbers stand, in the order of the alphabet."""
    kept = KeptAside.objects.filter(imported=imported)
    counts = kept.order_by("name").values_list("name").annotate(Count("customer", distinct=True))
    found: list[Heading] = []
    for name, customers in counts:
        values = [value for (value,) in kept.filter(name=name).order_by("customer").values_list("value")[:SHOWN]]
        if any(c.isdigit() for value in values for c in value):
            samples = list(dict.fromkeys(values))[:SAMPLES]
            guess = guess_of(name)
            found.append(Heading(name, customers, samples, "" if guess in {each.guess for each in found} else guess))
    return found


def guess_of(name: str) -> str:
    folded = fold(name)
    if any(word in folded for word in _OTHERWISE):
        return ""
    return next((balance for balance, words in _WORDS if any(word in folded for word in words)), "")


class Reader:
    """Reads values as the shop's money and the plan's units."""

    def __init__(self, currency: str) -> None:
        self._currency, self._points = currency, the_plan().unit == LoyaltyUnit.POINTS
        self._minor = 10 ** minor_digits(currency)

    def read(self, value: str, balance: str) -> int:
        """A part of a point is a whole one. Only an account is below nothing. Raises WrongAmount."""
        amount = parse_amount(value.upper().replace(self._currency, ""), self._currency)
        if balance == "loyalty" and self._points:
            amount = int((Decimal(amount) / self._minor).to_integral_value(ROUND_CEILING))
        if (amount < 0 and balance != "account") or abs(amount) >= LARGEST_AMOUNT:
            raise WrongAmount(value)
        return amount


def look_at(imported: UUID, told: Told, currency: str) -> dict[str, Sums]:
    """What taking over would do. Nothing is changed by it."""
    reader = Reader(currency)
    sums = {name: Sums() for name in told}
    for name, value, count in _open(imported, told).values_list("name", "value").annotate(Count("id")).order_by():
        of = sums[name]
        try:
            amount = reader.read(value, told[name])
        except WrongAmount:
            of.wrong += count
            of.examples += [value] if len(of.examples) < SAMPLES else []
            continue
        of.amount += amount * count
        of.nothing += 0 if amount else count
        of.count += count if amount else 0
    return sums


def take_over_all(
    imported: Import, told: Told, *, stamp: Callable[[], Stamp], currency: str, progress: Progress
) -> dict[str, Any]:
    """Returns what its page shows. Whatever breaks it off, what was done stays, and to do it again goes on from there.

    Each batch is an action of its own.
    """
    reader = Reader(currency)
    left: list[list[str]] = []
    total = _open(imported.id, told).aggregate(count=Count("customer", distinct=True))["count"]
    done = 0
    try:
        for kept in _batches(imported.id, told):
            given = list(_read(kept, told, reader, left))
            with writing():
                counting = _counting(imported.id, kept)
                if given := [each for each in given if each.kept not in counting]:
                    perform(take_over_balances, stamp(), of=imported.id, told=given)
            done += len({each.customer_id for each in kept})
            progress(done, max(done, total))
    finally:
        report = _keep_report(imported, told, left)
    return report


def _read(kept: Sequence[KeptAside], told: Told, reader: Reader, left: list[list[str]]) -> Iterator[GivenBalance]:
    """Those that are more or less than nothing. What says no amount is `left`: whose, under what, the value."""
    for each in kept:
        try:
            amount = reader.read(each.value, told[each.name])
        except WrongAmount:
            left.append([each.customer_id.hex, each.name, each.value])
            continue
        if amount:
            note = f"{each.name}: {each.value}"[:200]
            yield GivenBalance(
                kept=each.id, customer=each.customer_id, balance=told[each.name], amount=amount, note=note
            )


def _keep_report(imported: Import, told: Told, left: list[list[str]]) -> dict[str, Any]:
    """What counts of it by now; an import of which nothing counts may still be undone."""
    with writing():
        imported.refresh_from_db(fields=["taken_over"])
        before = imported.taken_over.get("told", {})
        counts = []
        for name in sorted(before | told):
            kept = KeptAside.objects.filter(imported=imported.id, name=name).values("id")
            for balance, model in ENTRIES.items():
                entries = model.objects.filter(id__in=kept, cause=Cause.IMPORTED)
                count, amount = entries.aggregate(count=Count("id"), sum=Sum("amount")).values()
                counts += [[name, balance, count, amount]] if count else []
        report = {"told": before | told, "counts": counts, "left": left[:SHOWN], "count_left": len(left)}
        imported.taken_over = report if counts or left else {}
        imported.save(update_fields=["taken_over"])
    return report


def _open(imported: UUID, told: Told) -> "QuerySet[KeptAside]":
    """What may count: the latest of each record and heading, where neither it nor what another file told does."""
    taken = Q()
    for model in ENTRIES.values():
        taken |= Q(Exists(model.objects.filter(id=OuterRef("id"), cause=Cause.IMPORTED)))
    same = KeptAside.objects.filter(customer=OuterRef("customer"), name=OuterRef("name"))
    later = same.filter(imported=imported).filter(
        Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), id__gt=OuterRef("id"))
    )
    kept = KeptAside.objects.filter(imported=imported, name__in=list(told))
    return kept.exclude(Exists(later)).exclude(Exists(same.filter(taken)))


def _batches(imported: UUID, told: Told) -> Iterator[Sequence[KeptAside]]:
    """By customers, so that all that is kept of one is in one batch. What is taken over meanwhile is passed over."""
    after: UUID | None = None
    while True:
        rows = _open(imported, told).order_by("customer", "name")
        if after:
            rows = rows.filter(customer__gt=after)
        found = list(rows[: AT_ONCE * len(told)])
        if not found:
            return
        after = found[-1].customer_id
        more = rows.filter(customer=after).exclude(id__in=[each.id for each in found if each.customer_id == after])
        yield found + list(more)


def _counting(imported: UUID, kept: Sequence[KeptAside]) -> set[UUID]:
    """Of those whose person has several records: what another file told of one of these counts already."""
    ids = {each.customer_id for each in kept}
    merged = set(Customer.objects.filter(id__in=ids, merged_into__isnull=False).values_list("id", flat=True))
    merged |= set(Merge.objects.filter(kept__in=ids, undone_at=None).values_list("kept", flat=True))
    found: set[UUID] = set()
    by_customer = groupby(sorted(kept, key=lambda each: each.customer_id), lambda each: each.customer_id)
    for id, values in by_customer:
        if id in merged:
            records = records_of(who_is_now(Customer.objects.get(id=id)))
            others = KeptAside.objects.filter(customer__in=records).exclude(imported=imported)
            named = dict(others.values_list("id", "name"))
            counted = {named[each] for each in entries_of_kept(named)}
            found |= {each.id for each in values if each.name in counted}
    return found

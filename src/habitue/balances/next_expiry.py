"""What of a customer's loyalty expires next, for every attach and every page: as `lots_of` has it, without its lots.

Lots that expire on the same day are used one after the other, so that only each day's rest is needed. The database adds
up what was taken back and given back, and hands over one line of numbers; years of a regular are read in milliseconds.
"""

from bisect import insort
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from habitue.balances.lots import lots_of
from habitue.balances.loyalty import entries_of
from habitue.balances.models import LoyaltyEntry, LoyaltyPlan
from habitue.lib.rows import fetch, stored

_NEVER = "~"
"""Stands behind every day."""
_TABLE = LoyaltyEntry._meta.db_table
# The order is that of `lots.in_order`, and that of the index that holds all that is read here.
_LINE = f"""
WITH back AS MATERIALIZED (
    SELECT refers_id AS id, SUM(amount) AS amount FROM {_TABLE}
    WHERE customer_id = %s AND refers_id IS NOT NULL GROUP BY refers_id
)
SELECT string_agg(CAST(amount AS TEXT), ','), string_agg(day, ',') FROM (
    SELECT entry.amount + COALESCE(back.amount, 0) AS amount, COALESCE(CAST(expires_on AS TEXT), '{_NEVER}') AS day
    FROM {_TABLE} entry LEFT JOIN back ON back.id = entry.id
    WHERE customer_id = %s AND refers_id IS NULL ORDER BY at, entry.amount, entry.id
) told
"""  # noqa: S608 - names of models
_STRAYS = f"""
SELECT 1 FROM {_TABLE} entry WHERE customer_id = %s AND refers_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM {_TABLE} lot
    WHERE lot.id = entry.refers_id AND lot.customer_id = entry.customer_id AND lot.refers_id IS NULL
) LIMIT 1
"""  # noqa: S608 - names of models


@dataclass(frozen=True, slots=True)
class Expiring:
    """So many units may be used until the end of the day, and expire then."""

    expires_on: date
    left: int


def next_to_expire(customer: UUID) -> Expiring | None:
    """What expires first of what is left, added up over the lots of that day."""
    id = stored(LoyaltyEntry, "customer", customer)
    if fetch(_STRAYS, [id]):
        # What refers to another customer's entry, or to one that refers itself, stands for itself: seldom, if ever.
        return slowly(customer)
    line = fetch(_LINE, [id, id])
    if line is None or line[0] is None:
        return None
    left = _rests(map(int, line[0].split(",")), line[1].split(","))
    first = min(left, default=_NEVER)
    return None if first == _NEVER else Expiring(date.fromisoformat(first), left[first])


def slowly(customer: UUID) -> Expiring | None:
    """The same from the lots themselves."""
    dated = [(lot.expires_on, lot.left) for lot in lots_of(entries_of(customer)) if lot.expires_on]
    if not dated:
        return None
    first = dated[0][0]
    return Expiring(first, sum(left for day, left in dated if day == first))


def expiring_soon(customer: UUID, plan: LoyaltyPlan, today: date) -> Expiring | None:
    """What expires next, if it is within the days of the plan's notice."""
    until = date.fromordinal(today.toordinal() + plan.notice_days)
    dated = LoyaltyEntry.objects.filter(customer=customer, amount__gt=0, expires_on__range=(today, until))
    soon = next_to_expire(customer) if dated.exists() else None
    return soon if soon and today <= soon.expires_on <= until else None


def _rests(amounts: Iterable[int], days: Iterable[str]) -> dict[str, int]:
    """What is left of each day's lots. A use eats the first day's first; what no day covers the next gain pays."""
    left: dict[str, int] = {}
    order: list[str] = []
    owed = 0
    for amount, day in zip(amounts, days, strict=True):
        if amount > 0:
            if owed:
                if owed >= amount:
                    owed -= amount
                    continue
                amount, owed = amount - owed, 0  # noqa: PLW2901 - what the gain pays is not gained
            if day in left:
                left[day] += amount
            else:
                left[day] = amount
                insort(order, day)
        else:
            owed -= amount
            while owed and order:
                has = left[order[0]]
                if has > owed:
                    left[order[0]] = has - owed
                    owed = 0
                else:
                    owed -= has
                    del left[order.pop(0)]
    return left

"""Loyalty is made of lots: which of them are used, and what expires of them. Pure: told the entries, it reads nothing.

What was taken back of a lot, or expired, makes it smaller; what was given back of a use makes that one smaller. What is
left of both is gone through as it happened: a use eats the lots that expire first, and what no lot covers is owed, and
eaten from the next gain. So the lots' rests less what is owed are always the balance, the sum of the entries.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as lots need it."""

    id: UUID
    amount: int
    at: datetime
    refers: UUID | None = None
    expires_on: date | None = None


@dataclass(slots=True)
class Lot:
    """A gain that may be used until the end of `expires_on`. `left` is what nobody has used of it."""

    id: UUID
    expires_on: date | None
    left: int


def in_order(entries: Iterable[Told]) -> list[Told]:
    """As they happened. Of one sale, which has one moment: what was used, then what was gained, then what refers."""
    return sorted(entries, key=lambda each: (each.at, each.refers is not None, each.amount, each.id))


def lots_of(entries: Sequence[Told]) -> list[Lot]:
    """The lots in which something is left, those that expire first standing first."""
    told = in_order(entries)
    alone = {each.id for each in told if each.refers is None}
    net = {each.id: each.amount for each in told if each.refers not in alone}
    for each in told:
        if each.refers is not None and each.refers in alone:
            net[each.refers] += each.amount
    left: list[Lot] = []
    owed = 0
    for each in told:
        amount = net.get(each.id, 0)
        if amount > 0:
            eaten = min(owed, amount)
            owed -= eaten
            _put(left, Lot(each.id, each.expires_on, amount - eaten))
        elif amount < 0:
            owed += _eat(left, -amount)
    return left


def expiring(entries: Sequence[Told], day: date) -> list[Lot]:
    """The lots of which something is left that could last be used before `day`."""
    return [lot for lot in lots_of(entries) if lot.expires_on and lot.expires_on < day]


def _put(left: list[Lot], lot: Lot) -> None:
    """Behind those that expire before it or with it."""
    if not lot.left:
        return
    place = len(left)
    while place and _later(left[place - 1], lot):
        place -= 1
    left.insert(place, lot)


def _later(one: Lot, other: Lot) -> bool:
    if other.expires_on is None:
        return False
    return one.expires_on is None or one.expires_on > other.expires_on


def _eat(left: list[Lot], units: int) -> int:
    """Use so many units of the lots; returns those that none of them covers."""
    gone = 0
    while gone < len(left) and units:
        first = left[gone]
        used = min(units, first.left)
        first.left -= used
        units -= used
        gone += not first.left
    del left[:gone]
    return units

"""How long a customer has owed what they owe: the oldest debts are paid first. Pure functions."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

EDGES = (0, 30, 60, 90)
"""Days since a debt was due: not yet, 1 to 30, 31 to 60, 61 to 90, more."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A change of the account, in the order in which they happened: more owed until `due_on`, or less.

    `sale` is the sale that was bought on account; what came back names the sales that it was `of`.
    """

    amount: int
    due_on: date | None = None
    sale: UUID | None = None
    of: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Debt:
    """What is still open of one purchase."""

    left: int
    due_on: date | None
    sale: UUID | None = None


def debts(entries: Iterable[Owed]) -> list[Debt]:
    """What is open, the oldest first. What was paid ahead pays what is bought later.

    What came back is owed no more of its own sale first; so nobody makes an old debt young by bringing something back.
    """
    open_debts: deque[Debt] = deque()
    ahead = 0
    for entry in entries:
        if entry.amount <= 0:
            open_debts, over = _less(open_debts, entry.of, -entry.amount)
            ahead += over
        else:
            open_debts.append(Debt(entry.amount, entry.due_on, entry.sale))
        while ahead and open_debts:
            oldest = open_debts.popleft()
            paid = min(ahead, oldest.left)
            ahead -= paid
            if oldest.left > paid:
                open_debts.appendleft(replace(oldest, left=oldest.left - paid))
    return list(open_debts)


def _less(open_debts: deque[Debt], of: frozenset[UUID], amount: int) -> tuple[deque[Debt], int]:
    """The debts, with so much less owed of those sales, and how much of the amount they did not take."""
    less: deque[Debt] = deque()
    for debt in open_debts:
        taken = min(amount, debt.left) if debt.sale in of else 0
        amount -= taken
        if debt.left > taken:
            less.append(replace(debt, left=debt.left - taken))
    return less, amount


def aged(open_debts: Iterable[Debt], today: date) -> tuple[int, ...]:
    """What is owed by how long it has been due: one sum more than there are EDGES. What has no day is not due yet."""
    sums = [0] * (len(EDGES) + 1)
    for debt in open_debts:
        late = (today - debt.due_on).days if debt.due_on else 0
        sums[sum(late > edge for edge in EDGES)] += debt.left
    return tuple(sums)

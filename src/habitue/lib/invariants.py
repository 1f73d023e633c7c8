"""What must always hold, written down once: for tests, for a nightly check, and for `habitue doctor`.

Each app keeps its own in `invariants.py`. What is found names things by id, never a person.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise

type Finding = str
"""Where it does not hold: what kind of thing, its id, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Invariant:
    """`says` is the rule as a shopkeeper would put it; `broken` yields each place where it does not hold."""

    says: str | Promise
    broken: Callable[[], Iterator[Finding]]


INVARIANTS: list[Invariant] = []
"""Every invariant of the product, in the order in which the apps stand."""


def invariant(says: str | Promise) -> Callable[[Callable[[], Iterator[Finding]]], Callable[[], Iterator[Finding]]]:
    """Register what must always hold."""

    def register(broken: Callable[[], Iterator[Finding]]) -> Callable[[], Iterator[Finding]]:
        INVARIANTS.append(Invariant(says, broken))
        return broken

    return register

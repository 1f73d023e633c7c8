"""Percentages in whole numbers, and sums that are spread without losing a minor unit."""

from collections.abc import Sequence
from decimal import Decimal

WHOLE = 100_000
"""A hundred per cent, in thousandths of a per cent."""


def thousandths(percent: Decimal) -> int:
    return int(percent * 1000)


def share_of(minor: int, part: int) -> int:
    """`part` thousandths of a per cent of `minor`, which is not negative, rounded as `lib.money.round_minor` does.

    In whole numbers, since a basket under many promotions asks for it thousands of times.
    """
    return (minor * part + WHOLE // 2) // WHOLE


def spread(minor: int, over: Sequence[int]) -> list[int]:
    """`minor` spread over shares in proportion, largest remainders first, then the first; it adds up exactly.

    Where `minor` is not more than the sum of `over`, no share gets more than it has.
    """
    whole = sum(over)
    if not whole or not minor:
        return [0] * len(over)
    shares = [minor * each // whole for each in over]
    missing = minor - sum(shares)
    by_remainder = sorted(range(len(over)), key=lambda at: (-(minor * over[at] % whole), at))
    for at in by_remainder[:missing]:
        shares[at] += 1
    return shares

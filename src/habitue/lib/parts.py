"""Parts of an amount that come back one after the other and are, together, exactly the whole."""


def part_of(amount: int, whole: int, before: int, now: int) -> int:
    """What of `amount` goes with `now` parts of `whole`, when `before` parts have gone already.

    Half a minor unit goes up, as `habitue.lib.money.ROUNDING` has it. The shares of any parts add up to the share of
    them together, and the shares of the whole to `amount`.
    """
    return _rounded(amount * (before + now), whole) - _rounded(amount * before, whole)


def _rounded(dividend: int, divisor: int) -> int:
    return (2 * dividend + divisor) // (2 * divisor) if divisor else 0

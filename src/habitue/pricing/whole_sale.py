"""What is taken off the whole sale: promotions, then a discount by hand. Spread over the lines by what they cost."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from habitue.lib.money import round_minor
from habitue.pricing.pieces import Pieces
from habitue.pricing.promotions import LivePromotion, Takes
from habitue.pricing.shares import share_of, spread
from habitue.pricing.steps import Step, StepKind
from habitue.pricing.wanted import Discount


def sale_promotions(pieces: Pieces, left: list[int], promotions: Iterable[LivePromotion]) -> dict[UUID, list[int]]:
    """What each of them takes off each line, of which `left` is still to be paid; the one that takes most off first.

    A piece that an uncombinable promotion has is no other's here either. Percentages are of what was left before the
    first of them, so that their order does not matter.
    """
    everything = list(range(len(pieces.lines)))
    reached = [each for each in promotions if pieces.reaches(each, everything)]
    if not reached:
        return {}
    combining, alone = _open(pieces, left, touched=True), _open(pieces, left, touched=False)
    before, rest = list(combining), list(left)
    order = sorted(
        (-_off(each, sum(before if each.combines else alone)), each.name, str(each.id), each) for each in reached
    )
    taken: dict[UUID, list[int]] = {}
    for *_order, promotion in order:
        open_now = combining if promotion.combines else alone
        base = before if promotion.combines else alone
        most = [min(a, b) for a, b in zip(open_now, rest, strict=True)]
        wanted = _off(promotion, sum(value for value, now in zip(base, open_now, strict=True) if now))
        shares = spread(min(wanted, sum(most)), most)
        if not any(shares):
            continue
        taken[promotion.id] = shares
        rest = [a - b for a, b in zip(rest, shares, strict=True)]
        if not promotion.combines:
            combining = [a - b for a, b in zip(combining, alone, strict=True)]
        alone = [0] * len(alone)
    return taken


def sale_discount(left: Sequence[int], discount: Discount) -> list[int]:
    """What a discount by hand on the whole sale takes off each line."""
    whole = sum(left)
    if discount.percent is not None:
        return spread(round_minor(whole * discount.percent / 100), left)
    return spread(min(discount.amount or 0, whole), left)


def promotion_step(promotion: LivePromotion, off: int) -> Step:
    percent = promotion.value if promotion.takes is Takes.PERCENT else None
    return Step(StepKind.SALE_PROMOTION, off, promotion.name, percent, rule=promotion.id)


def _off(promotion: LivePromotion, base: int) -> int:
    return share_of(base, promotion.part) if promotion.takes is Takes.PERCENT else min(base, promotion.minor)


def _open(pieces: Pieces, left: Sequence[int], *, touched: bool) -> list[int]:
    """How much of what is left of each line is of pieces that may still be taken, those with a promotion or without."""
    found = []
    for runs, rest in zip(pieces.runs, left, strict=True):
        whole = sum(run.count * (run.base - run.off) for run in runs)
        free = sum(run.count * (run.base - run.off) for run in runs if not run.alone and (touched or not run.touched))
        found.append(rest * free // whole if whole else 0)
    return found

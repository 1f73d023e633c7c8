"""What an act changes at the prices of a basket: which lines, by how much and why."""

from collections.abc import Callable
from dataclasses import dataclass

from habitue.lib.database import writing
from habitue.pricing.basket import PricedBasket, PricedLine, Step
from habitue.sales.baskets import basket_at, hold, lines_of, price
from habitue.sales.models import Basket, BasketLine
from habitue.sales.why import Explained, explain
from habitue.stores.models import Register


@dataclass(frozen=True, slots=True)
class Change:
    """A line that costs something else now; `why` is what came to it, `gone` what fell away."""

    line: BasketLine
    before: int
    after: int
    why: list[Explained]
    gone: list[Explained]


@dataclass(frozen=True, slots=True)
class Repricing:
    """What the basket cost `before` and costs `after`; and the basket itself as it is now."""

    before: int
    after: int
    changes: list[Change]
    basket: Basket
    lines: list[BasketLine]
    priced: PricedBasket


def repricing[T](register: Register, act: Callable[[], T]) -> tuple[T, Repricing | None]:
    """Do it, and tell what it has changed at the prices; None where it has changed nothing.

    The lines themselves are to be the same before and after.
    """
    with writing():
        hold(register)
        basket = basket_at(register)
        if basket:
            basket.outlet = register.outlet
        lines = lines_of(basket) if basket else []
        if not basket or not lines:
            return act(), None
        before = price(basket, lines)
        done = act()
        now = basket_at(register)
        if now is None:
            return done, None
        now.outlet = register.outlet
        return done, _compare(now, lines, before, price(now, lines))


def _compare(basket: Basket, lines: list[BasketLine], before: PricedBasket, after: PricedBasket) -> Repricing | None:
    changes = [
        _change(line, old, new)
        for line, old, new in zip(lines, before.lines, after.lines, strict=True)
        if old.shown != new.shown
    ]
    return Repricing(before.total, after.total, changes, basket, lines, after) if changes else None


def _change(line: BasketLine, old: PricedLine, new: PricedLine) -> Change:
    """Where no step came and none fell away, those are named that take off more or less than they did."""
    why, gone = _only_in(new, old), _only_in(old, new)
    if not why and not gone:
        were = {(step.kind, step.rule): step.off for step in old.steps}
        why = [step for step in new.steps if were[step.kind, step.rule] != step.off]
    return Change(line, old.shown, new.shown, explain(why), explain(gone))


def _only_in(one: PricedLine, other: PricedLine) -> list[Step]:
    known = {(step.kind, step.rule) for step in other.steps}
    return [step for step in one.steps if (step.kind, step.rule) not in known]

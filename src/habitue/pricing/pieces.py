"""Promotions on pieces. Pieces of a line that cost the same are one run, parted where a promotion takes some."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from habitue.pricing.promotions import LivePromotion, Takes, Targets
from habitue.pricing.steps import Step, StepKind
from habitue.pricing.wanted import Wanted


@dataclass(slots=True)
class Run:
    """So many pieces of a line: each cost `base` before any promotion, and promotions take `off` of that.

    `touched` is what a promotion has, `alone` what one has that does not combine.
    """

    line: int
    count: int
    base: int
    off: int = 0
    touched: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class _Taken:
    run: Run
    count: int
    off: int
    gets: bool = True


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a promotion would take now, and how many times it is had by that."""

    taken: tuple[_Taken, ...]
    times: int

    @property
    def off(self) -> int:
        return sum(each.count * each.off for each in self.taken)


@dataclass(slots=True)
class Pieces:
    """The pieces that promotions may take: `lines` in an order of their own, dearest first, with a piece's `price`."""

    lines: Sequence[Wanted]
    prices: Sequence[int]
    runs: list[list[Run]] = field(default_factory=list)
    steps: list[list[Step]] = field(default_factory=list)
    extra_loyalty: list[Decimal] = field(default_factory=list)
    times: dict[UUID, int] = field(default_factory=dict)
    _named: dict[UUID, list[int]] = field(default_factory=lambda: defaultdict(list))
    _branded: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _changed: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        for at, (line, price) in enumerate(zip(self.lines, self.prices, strict=True)):
            self.runs.append([Run(at, line.quantity, price)])
            self.steps.append([])
            self.extra_loyalty.append(Decimal())
            for id in {line.variant, line.product, line.category}:
                if id:
                    self._named[id].append(at)
            if line.brand:
                self._branded[line.brand].append(at)

    def apply(self, promotions: Iterable[LivePromotion]) -> None:
        """Each on the pieces that it may take, the one that takes most off first, then by name and id."""
        plans = []
        for promotion in promotions:
            lines = self.on(promotion.buys)
            if lines and self.reaches(promotion, lines) and (plan := self._plan(promotion, lines)):
                plans.append((-plan.off, promotion.name, str(promotion.id), promotion, lines, plan))
        plans.sort(key=lambda each: each[:3])
        for *_order, promotion, lines, first in plans:
            concerned = set(lines).union(self.on(promotion.gets)) if promotion.gets else lines
            plan = first if self._changed.isdisjoint(concerned) else self._plan(promotion, lines)
            if plan:
                self._commit(promotion, plan)

    def on(self, targets: Targets) -> list[int]:
        """The lines that are meant; all where nothing is named."""
        if not targets:
            return list(range(len(self.lines)))
        found = {at for id in targets.ids & self._named.keys() for at in self._named[id]}
        if targets.brands:
            found.update(at for brand in targets.brands & self._branded.keys() for at in self._branded[brand])
        return sorted(found)

    def reaches(self, promotion: LivePromotion, lines: Iterable[int]) -> bool:
        """Whether the lines cost enough, after price books and before any promotion."""
        if promotion.spend_from is None:
            return True
        return sum(self.prices[at] * self.lines[at].quantity for at in lines) >= promotion.spend_from

    def _open(self, promotion: LivePromotion, lines: Iterable[int]) -> list[Run]:
        return [
            run for at in lines for run in self.runs[at] if not run.alone and (promotion.combines or not run.touched)
        ]

    def _plan(self, promotion: LivePromotion, lines: list[int]) -> _Plan | None:
        if promotion.is_sets:
            return self._plan_sets(promotion, lines)
        rest = promotion.per_sale
        taken = []
        for run in self._open(promotion, lines):
            off = promotion.off_piece(run.base, run.base - run.off)
            if off <= 0 and promotion.takes is not Takes.LOYALTY:
                continue
            count = run.count if rest is None else min(run.count, rest)
            if not count:
                break
            rest = None if rest is None else rest - count
            taken.append(_Taken(run, count, off))
        return _Plan(tuple(taken), sum(each.count for each in taken)) if taken else None

    def _plan_sets(self, promotion: LivePromotion, lines: list[int]) -> _Plan | None:
        """So many are bought at their price, so many get it: the cheapest of those that may, whole sets only."""
        buy, get = promotion.buy_quantity or 0, promotion.get_quantity or 0
        buying = set(lines)
        getting = set(self.on(promotion.gets)) if promotion.gets else buying
        pool = self._open(promotion, sorted(buying | getting))
        only_buy = sum(run.count for run in pool if run.line not in getting)
        only_get = sum(run.count for run in pool if run.line not in buying)
        both = sum(run.count for run in pool) - only_buy - only_get
        sets = min((only_buy + both) // buy, (only_get + both) // get, (only_buy + only_get + both) // (buy + get))
        sets = sets if promotion.per_sale is None else min(sets, promotion.per_sale)
        if not sets:
            return None
        # Of what may be either, as much is left to be bought as the sets need.
        spare, need = both - max(0, sets * buy - only_buy), sets * get
        gets: dict[int, _Taken] = {}
        for run in reversed(pool):
            if run.line not in getting:
                continue
            count = min(run.count, need, spare) if run.line in buying else min(run.count, need)
            if count:
                gets[id(run)] = _Taken(run, count, promotion.off_piece(run.base, run.base - run.off))
                need -= count
                spare -= count if run.line in buying else 0
        buys, need = [], sets * buy
        for run in pool:
            if run.line in buying and need:
                count = min(run.count - (gets[id(run)].count if id(run) in gets else 0), need)
                if count:
                    buys.append(_Taken(run, count, 0, gets=False))
                    need -= count
        plan = _Plan((*gets.values(), *buys), sets)
        return plan if plan.off or promotion.takes is Takes.LOYALTY else None

    def _commit(self, promotion: LivePromotion, plan: _Plan) -> None:
        off: dict[int, int] = {}
        for taken in plan.taken:
            run = taken.run
            if taken.count < run.count:
                run.count -= taken.count
                run = Run(run.line, taken.count, run.base, run.off, run.touched)
                self.runs[run.line].append(run)
            run.off += taken.off
            run.touched = True
            run.alone = not promotion.combines
            self._changed.add(run.line)
            if taken.gets:
                off[run.line] = off.get(run.line, 0) + taken.count * taken.off
                if promotion.takes is Takes.LOYALTY:
                    share = Decimal(taken.count) / self.lines[run.line].quantity
                    self.extra_loyalty[run.line] += (promotion.value - 1) * share
        self.times[promotion.id] = plan.times
        percent = promotion.value if promotion.takes is Takes.PERCENT else None
        for at, sum_off in off.items():
            self.steps[at].append(Step(StepKind.PROMOTION, sum_off, promotion.name, percent, rule=promotion.id))

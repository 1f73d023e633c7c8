"""Promotions on pieces. Pieces of a line that cost the same are one run, parted where a promotion takes some."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from habitue.pricing.promotions import LivePromotion, Takes, Targets
from habitue.pricing.steps import Step, StepKind
from habitue.pricing.wanted import Keys, Wanted


@dataclass(slots=True, eq=False)
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


type _Taken = tuple[Run, int, int, bool]
"""So many pieces of a run, what is taken off each, and whether they get it or are only bought for it."""


@dataclass(slots=True)
class Pieces:
    """The pieces that promotions may take: `lines` in an order of their own, dearest first, with a piece's price."""

    lines: Sequence[Wanted]
    prices: Sequence[int]
    keys: Sequence[Keys]
    runs: list[list[Run]] = field(default_factory=list)
    steps: list[list[Step]] = field(default_factory=list)
    extra_loyalty: list[Decimal] = field(default_factory=list)
    times: dict[UUID, int] = field(default_factory=dict)
    _meant: dict[int | str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _found: dict[Keys, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for at, (line, price, keys) in enumerate(zip(self.lines, self.prices, self.keys, strict=True)):
            self.runs.append([Run(at, line.quantity, price)])
            self.steps.append([])
            self.extra_loyalty.append(Decimal())
            for key in keys:
                self._meant[key].append(at)

    def apply(self, promotions: Iterable[LivePromotion]) -> None:
        """Each on the pieces that it may take, the one that takes most off first, then by name and id."""
        order = []
        for promotion in promotions:
            lines = self.on(promotion.buys)
            if lines and self.reaches(promotion, lines):
                off = self._off_untouched(promotion, lines)
                if off or promotion.takes is Takes.LOYALTY:
                    order.append((-off, promotion.name, promotion.id.int, promotion, lines))
        order.sort(key=lambda each: each[:3])
        for *_order, promotion, lines in order:
            taken, times = self._plan(promotion, lines)
            if taken:
                self._take(promotion, taken, times)

    def on(self, targets: Targets) -> list[int]:
        """The lines that are meant; all where nothing is named."""
        keys = targets.keys
        if (found := self._found.get(keys)) is None:
            if keys:
                found = sorted({at for key in keys & self._meant.keys() for at in self._meant[key]})
            else:
                found = list(range(len(self.lines)))
            self._found[keys] = found
        return found

    def reaches(self, promotion: LivePromotion, lines: Iterable[int]) -> bool:
        """Whether the lines cost enough, after price books and before any promotion."""
        if promotion.spend_from is None:
            return True
        return sum([self.prices[at] * self.lines[at].quantity for at in lines]) >= promotion.spend_from

    def _off_untouched(self, promotion: LivePromotion, lines: list[int]) -> int:
        """What it would take off if it were the only one."""
        if promotion.takes is Takes.LOYALTY:
            return 0
        if promotion.is_sets or promotion.per_sale is not None:
            return sum([count * off for _run, count, off, _gets in self._plan(promotion, lines)[0]])
        off_piece, prices = promotion.off_piece, self.prices
        return sum([off_piece(prices[at], prices[at]) * self.lines[at].quantity for at in lines])

    def _open(self, promotion: LivePromotion, lines: Iterable[int]) -> list[Run]:
        if promotion.combines:
            return [run for at in lines for run in self.runs[at] if not run.alone]
        return [run for at in lines for run in self.runs[at] if not run.touched]

    def _plan(self, promotion: LivePromotion, lines: list[int]) -> tuple[list[_Taken], int]:
        """What it would take as things are now, and how many times it would be had by that."""
        if promotion.is_sets:
            return self._plan_sets(promotion, lines)
        rest = promotion.per_sale
        taken: list[_Taken] = []
        for run in self._open(promotion, lines):
            off = promotion.off_piece(run.base, run.base - run.off)
            if off <= 0 and promotion.takes is not Takes.LOYALTY:
                continue
            count = run.count if rest is None else min(run.count, rest)
            if not count:
                break
            rest = None if rest is None else rest - count
            taken.append((run, count, off, True))
        return taken, sum([each[1] for each in taken])

    def _plan_sets(self, promotion: LivePromotion, lines: list[int]) -> tuple[list[_Taken], int]:
        """So many are bought at their price, so many get it: the cheapest of those that may, whole sets only."""
        buy, get = promotion.buy_quantity or 0, promotion.get_quantity or 0
        buying = set(lines)
        getting = set(self.on(promotion.gets)) if promotion.gets.keys else buying
        pool = self._open(promotion, sorted(buying | getting))
        only_buy = sum([run.count for run in pool if run.line not in getting])
        only_get = sum([run.count for run in pool if run.line not in buying])
        both = sum([run.count for run in pool]) - only_buy - only_get
        sets = min((only_buy + both) // buy, (only_get + both) // get, (only_buy + only_get + both) // (buy + get))
        sets = sets if promotion.per_sale is None else min(sets, promotion.per_sale)
        if not sets:
            return [], 0
        # Of what may be either, as much is left to be bought as the sets need.
        spare, need = both - max(0, sets * buy - only_buy), sets * get
        taken: list[_Taken] = []
        gone: dict[int, int] = {}
        for run in reversed(pool):
            if need and run.line in getting:
                count = min(run.count, need, spare) if run.line in buying else min(run.count, need)
                if count:
                    taken.append((run, count, promotion.off_piece(run.base, run.base - run.off), True))
                    gone[id(run)] = count
                    need -= count
                    spare -= count if run.line in buying else 0
        if not any(off for _run, _count, off, _gets in taken) and promotion.takes is not Takes.LOYALTY:
            return [], 0
        need = sets * buy
        for run in pool:
            if need and run.line in buying and (count := min(run.count - gone.get(id(run), 0), need)):
                taken.append((run, count, 0, False))
                need -= count
        return taken, sets

    def _take(self, promotion: LivePromotion, taken: list[_Taken], times: int) -> None:
        off: dict[int, int] = {}
        for whole, count, each_off, gets in taken:
            run = whole
            if count < run.count:
                run.count -= count
                run = Run(run.line, count, run.base, run.off, run.touched)
                self.runs[run.line].append(run)
            run.off += each_off
            run.touched = True
            run.alone = not promotion.combines
            if gets:
                off[run.line] = off.get(run.line, 0) + count * each_off
                if promotion.takes is Takes.LOYALTY:
                    share = Decimal(count) / self.lines[run.line].quantity
                    self.extra_loyalty[run.line] += (promotion.value - 1) * share
        self.times[promotion.id] = times
        percent = promotion.value if promotion.takes is Takes.PERCENT else None
        for at, sum_off in off.items():
            self.steps[at].append(Step(StepKind.PROMOTION, sum_off, promotion.name, percent, rule=promotion.id))

"""What is taken off by hand: by whom, why, and up to how much without a manager. Like the basket itself, no action."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from habitue.catalogue.models import Kind
from habitue.lib.database import writing
from habitue.lib.money import round_minor
from habitue.pricing.basket import PricedBasket, StepKind
from habitue.pricing.limits import NO_LIMIT, discount_limits
from habitue.sales.baskets import (
    ComesBack,
    WrongDiscount,
    check_discount,
    hold_basket,
    hold_line,
    lines_of,
    price,
    refuse_if_partly_paid,
)
from habitue.sales.models import Basket, BasketLine
from habitue.stores.models import Register, Staff

FIELDS = ("discount_percent", "discount_amount", "discount_reason", "discount_by", "discount_allowed_by")
OF_LINE = (StepKind.MANUAL, StepKind.ASKED)


class OverLimit(Exception):
    """More is taken off than whoever gives it may, which is `limit` per cent; a manager may allow it."""

    def __init__(self, limit: Decimal) -> None:
        super().__init__()
        self.limit = limit


@dataclass(frozen=True, slots=True)
class ByHand:
    """A percentage, an amount of minor units, or another price for each piece, with who gives it and who allowed it.

    None of the three means that nothing is given any more.
    """

    percent: Decimal | None = None
    amount: int | None = None
    asked_price: int | None = None
    by: Staff | None = None
    reason: str = ""
    allowed_by: Staff | None = None

    @property
    def is_nothing(self) -> bool:
        return not self.percent and not self.amount and self.asked_price is None

    def write_to(self, given: Basket | BasketLine) -> None:
        nothing = self.is_nothing
        given.discount_percent, given.discount_amount = self.percent or None, self.amount or None
        given.discount_reason = "" if nothing else self.reason
        given.discount_by = None if nothing else self.by
        given.discount_allowed_by = None if nothing else self.allowed_by


def discount_line(
    register: Register, line_id: UUID, *, percent: Decimal | None = None, amount: int | None = None
) -> BasketLine:
    """Take a percentage or an amount of minor units off the line, as by nobody in particular."""
    return give_on_line(register, line_id, ByHand(percent, amount))


def give_on_line(register: Register, line_id: UUID, by_hand: ByHand) -> BasketLine:
    """Raises WrongDiscount, and OverLimit unless a manager has allowed it; the line is then as it was."""
    with writing():
        line = hold_line(register, line_id)
        if line.variant.product.kind != Kind.GOODS:
            raise WrongDiscount
        if line.quantity < 0:
            raise ComesBack(line.quantity)
        check_discount(line.quantity * line.variant.price, by_hand.percent, by_hand.amount)
        if by_hand.asked_price is not None and by_hand.asked_price < 0:
            raise WrongDiscount
        by_hand.write_to(line)
        line.asked_price = by_hand.asked_price
        line.save(update_fields=[*FIELDS, "asked_price"])
        _check_limit(line.basket, only=line.id)
        return line


def give_on_sale(register: Register, staff: Staff, by_hand: ByHand) -> Basket:
    """The same for the whole sale. An amount that is more than the sale costs makes it cost nothing."""
    with writing():
        basket = hold_basket(register, staff)
        refuse_if_partly_paid(basket)
        check_discount(by_hand.amount or 0, by_hand.percent, by_hand.amount)
        by_hand.write_to(basket)
        basket.save(update_fields=FIELDS)
        _check_limit(basket, only=basket.id)
        return basket


def check_limits(basket: Basket, lines: list[BasketLine], priced: PricedBasket) -> None:
    """Nothing that was given passes the limit, which it may once the basket has become smaller. Raises OverLimit."""
    if over := _over_limits(basket, lines, priced):
        raise OverLimit(next(iter(over.values())))


def _check_limit(basket: Basket, *, only: UUID) -> None:
    lines = lines_of(basket)
    over = _over_limits(basket, lines, price(basket, lines))
    if only in over:
        raise OverLimit(over[only])


def _over_limits(basket: Basket, lines: list[BasketLine], priced: PricedBasket) -> dict[UUID, Decimal]:
    """What passes the limit of whoever allowed it, else of whoever gave it: line or basket by its id, and the limit."""
    given = [
        (line.id, line.discount_allowed_by_id or line.discount_by_id, _share_of_line(priced, at))
        for at, line in enumerate(lines)
        if line.discount_by_id
    ]
    if basket.discount_by_id:
        given.append((basket.id, basket.discount_allowed_by_id or basket.discount_by_id, _share_of_sale(priced)))
    if not given:
        return {}
    limits = discount_limits()
    roles = dict(Staff.objects.filter(id__in=[by for _id, by, _share in given]).values_list("id", "role"))
    return {id: limit for id, by, share in given if _passes(limit := limits.get(roles[by], NO_LIMIT), *share)}


def _passes(limit: Decimal, percent: Decimal | None, off: int, before: int) -> bool:
    """An amount that is the limit but for its rounding does not pass it."""
    return percent > limit if percent is not None else off > round_minor(before * limit / 100)


def _share_of_line(priced: PricedBasket, at: int) -> tuple[Decimal | None, int, int]:
    """The percentage if it is one, what it takes off, and what the line cost before."""
    line = priced.lines[at]
    before = line.listed
    for step in line.steps:
        if step.kind in OF_LINE:
            return step.percent, step.off, before
        before -= step.off
    return None, 0, before


def _share_of_sale(priced: PricedBasket) -> tuple[Decimal | None, int, int]:
    steps = [step for line in priced.lines for step in line.steps if step.kind == StepKind.SALE_MANUAL]
    off = sum(step.off for step in steps)
    left = sum(line.shown for line in priced.lines if line.wanted.bears_discounts)
    return (steps[0].percent if steps else None), off, left + off

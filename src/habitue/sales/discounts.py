"""What is taken off by hand: by whom, why, and up to how much without a manager. Like the basket itself, no action."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from habitue.catalogue.models import Kind
from habitue.lib.database import writing
from habitue.pricing.basket import PricedBasket
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
from habitue.sales.taken_off import NOTHING, share_of_line, share_of_sale
from habitue.stores.models import Register, Staff

FIELDS = ("discount_percent", "discount_amount", "discount_reason", "discount_by", "discount_allowed_by")


class OverDiscountLimit(Exception):
    """More is taken off than whoever gives it may, which is `limit` per cent; a manager may allow it.

    `together` where it is the discounts of line and sale together that come to more.
    """

    def __init__(self, limit: Decimal, *, together: bool = False) -> None:
        super().__init__()
        self.limit, self.together = limit, together


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


def give_on_line(register: Register, line_id: UUID, by_hand: ByHand) -> BasketLine:
    """Raises WrongDiscount, and OverDiscountLimit unless a manager has allowed it; the line is then as it was."""
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
    """Raises OverDiscountLimit where what was given passes the limit, as it may once the basket has become smaller."""
    if over := _over_limits(basket, lines, priced):
        raise next(iter(over.values()))


def _check_limit(basket: Basket, *, only: UUID) -> None:
    lines = lines_of(basket)
    over = _over_limits(basket, lines, price(basket, lines), only=only)
    if only in over:
        raise over[only]


def _over_limits(
    basket: Basket, lines: list[BasketLine], priced: PricedBasket, *, only: UUID | None = None
) -> dict[UUID, OverDiscountLimit]:
    """What passes the limit of whoever allowed it, else of whoever gave it: line or basket by its id.

    What is `only` now given must be within their limit with all that is on its lines already. Later the higher limit
    of those who stand for a line counts: the manager who allowed one part has seen the other.
    """
    # Who lets goods come back without their receipt gives no discount by it.
    limits = _limits_of([basket, *(line for line in lines if line.quantity > 0)])
    if not limits:
        return {}
    over: dict[UUID, OverDiscountLimit] = {}
    of_sale = share_of_sale(priced) if basket.discount_percent or basket.discount_amount else NOTHING
    sale_limit = limits.get(basket.id)
    if sale_limit is not None and of_sale.passes(sale_limit):
        over[basket.id] = OverDiscountLimit(sale_limit)
    for line, cost in zip(lines, priced.lines, strict=True):
        of_line, line_limit = share_of_line(cost), limits.get(line.id)
        if line_limit is not None and of_line.passes(line_limit):
            over[line.id] = OverDiscountLimit(line_limit)
        if not (of_line.off and of_sale.off and cost.wanted.bears_discounts):
            continue
        held = {line.id: line_limit, basket.id: sale_limit}
        known = [limit for limit in held.values() if limit is not None]
        limit = held[only] if only in held else max(known)
        if limit is not None and of_line.with_share_of(of_sale).passes(limit):
            over.setdefault(only or line.id, OverDiscountLimit(limit, together=True))
    return over


def _limits_of(given: "list[Basket | BasketLine]") -> dict[UUID, Decimal]:
    """The limit of whoever answers for what is given on the sale and on each line, by the id of that."""
    answers = {each.id: by for each in given if (by := each.discount_allowed_by_id or each.discount_by_id)}
    if not answers:
        return {}
    limits = discount_limits()
    roles = dict(Staff.objects.filter(id__in=answers.values()).values_list("id", "role"))
    return {id: limits.get(roles[by], NO_LIMIT) for id, by in answers.items()}

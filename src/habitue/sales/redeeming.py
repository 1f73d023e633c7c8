"""Paying with loyalty: what a basket's customer may use of theirs, in part if they wish."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from habitue.balances.loyalty import the_plan, units_for, worth_of
from habitue.balances.models import LoyaltyPlan
from habitue.balances.sums import loyalty_of
from habitue.lib.database import writing
from habitue.lib.ids import new_id
from habitue.pricing.basket import PricedBasket
from habitue.sales.agreed import begin_paying
from habitue.sales.baskets import hold, lines_of, price
from habitue.sales.checkout import NothingToPay, WrongPayment, due, hold_what_is_paid
from habitue.sales.discounts import check_limits
from habitue.sales.earning import bought_in_basket, paid_with_loyalty
from habitue.sales.models import Basket, BasketLine, BasketPayment, Tender
from habitue.stores.models import Register


class TooFewUnits(ValueError):
    """The plan lets nobody pay with fewer units than `least`."""

    def __init__(self, least: int) -> None:
        super().__init__()
        self.least = least


class NoLoyalty(Exception):
    """Nobody is attached who has any."""


@dataclass(frozen=True, slots=True)
class Offer:
    """`units` are the customer's, less what pays already; they pay `amount` minor units of this basket at most."""

    plan: LoyaltyPlan
    units: int
    amount: int

    @property
    def all_units(self) -> int:
        """What the whole of `amount` takes."""
        return units_for(self.plan, self.amount)

    @property
    def enough(self) -> bool:
        return self.amount > 0 and self.all_units >= self.plan.least


def offer(basket: Basket, lines: Sequence[BasketLine], priced: PricedBasket, open_amount: int) -> Offer | None:
    """None where loyalty cannot pay: nobody is attached, they have none, or only goods could be paid with it."""
    plan = the_plan()
    if basket.customer_id is None or not plan.active:
        return None
    payments = list(basket.payments.all())
    has = loyalty_of(basket.customer_id) - sum(payment.units for payment in payments)
    goods = sum(max(0, each.paid) for each in bought_in_basket(lines, priced))
    most = min(open_amount, goods - paid_with_loyalty(payments), worth_of(plan, max(0, has)))
    return Offer(plan, has, most) if has > 0 and most > 0 else None


def redeem(register: Register, amount: int, *, id: UUID | None = None, basket_id: UUID | None = None) -> BasketPayment:
    """Pay so many minor units with the customer's loyalty. The same `id` again is the same payment.

    Nothing is taken from the balance before the sale is completed. Raises WrongPayment for nothing or for more than it
    pays, TooFewUnits, NoLoyalty, NothingToPay, AnotherBasket, OverLimit.
    """
    with writing():
        basket = hold_what_is_paid(register, basket_id)
        if id and (taken := basket.payments.filter(id=id).first()):
            return taken
        begin_paying(basket)
        lines = lines_of(basket)
        priced = price(basket, lines)
        open_amount = due(basket, priced, lines)
        if open_amount <= 0:
            raise NothingToPay
        check_limits(basket, lines, priced)
        offered = offer(basket, lines, priced, open_amount)
        if offered is None:
            raise NoLoyalty
        if not 0 < amount <= offered.amount:
            raise WrongPayment(offered.amount)
        units = units_for(offered.plan, amount)
        if units < offered.plan.least:
            raise TooFewUnits(offered.plan.least)
        return BasketPayment.objects.create(
            id=id or new_id(), basket=basket, tender=Tender.LOYALTY, amount=amount, tendered=amount, units=units
        )


def take_back_what_is_not_there(register: Register) -> int | None:
    """After a sale was refused for want of loyalty: that payment goes. Returns the units that there are, or None."""
    with writing():
        hold(register)
        basket = Basket.objects.filter(register=register).first()
        if basket is None or basket.customer_id is None:
            return None
        paying = basket.payments.filter(tender=Tender.LOYALTY, units__gt=0)
        has = loyalty_of(basket.customer_id)
        if sum(payment.units for payment in paying) <= has:
            return None
        paying.delete()
        return has

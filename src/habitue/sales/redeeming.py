"""Paying with loyalty: what a basket's customer may use of theirs, in part if they wish."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from habitue.balances.loyalty import the_plan, units_for, worth_of
from habitue.balances.models import LoyaltyPlan
from habitue.balances.sums import loyalty_of
from habitue.lib.database import writing
from habitue.sales.baskets import hold
from habitue.sales.checkout import Open, WrongPayment, note_payment
from habitue.sales.earning import bought_in_basket, paid_with_loyalty
from habitue.sales.models import Basket, BasketPayment, Tender
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


def offer(at: Open) -> Offer | None:
    """None where loyalty cannot pay: nobody is attached, they have none, or only goods could be paid with it."""
    plan = the_plan()
    if at.basket.customer_id is None or not plan.active:
        return None
    payments = list(at.basket.payments.all())
    has = loyalty_of(at.basket.customer_id) - sum(payment.units for payment in payments)
    goods = sum(max(0, each.paid) for each in bought_in_basket(at.lines, at.priced))
    most = min(at.due, goods - paid_with_loyalty(payments), worth_of(plan, max(0, has)))
    return Offer(plan, has, most) if has > 0 and most > 0 else None


def redeem(register: Register, amount: int, *, id: UUID | None = None, basket_id: UUID | None = None) -> BasketPayment:
    """Pay so many minor units with the customer's loyalty.

    Raises WrongPayment for nothing or for more than it pays, TooFewUnits, NoLoyalty, and as `note_payment` does.
    """

    def pays(at: Open) -> dict[str, Any]:
        offered = offer(at)
        if offered is None:
            raise NoLoyalty
        if not 0 < amount <= offered.amount:
            raise WrongPayment(offered.amount)
        units = units_for(offered.plan, amount)
        if units < offered.plan.least:
            raise TooFewUnits(offered.plan.least)
        return {"tender": Tender.LOYALTY, "amount": amount, "tendered": amount, "units": units}

    return note_payment(register, pays, id=id, basket_id=basket_id)


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

"""Giving money back for what comes back: what cash and card had paid goes wherever the customer wants it."""

from uuid import UUID

from habitue.balances.sums import account_of
from habitue.lib.database import writing
from habitue.lib.ids import new_id
from habitue.sales.agreed import begin_paying
from habitue.sales.baskets import lines_of
from habitue.sales.checkout import NothingToPay, WrongPayment, due, hold_what_is_paid
from habitue.sales.coming_back import ComingBack
from habitue.sales.models import Basket, BasketPayment, Tender
from habitue.stores.models import Register

WAYS = (Tender.CASH, Tender.CARD, Tender.CREDIT, Tender.ACCOUNT)


class NobodyToRefund(Exception):
    """Store credit and the account are somebody's: a customer must be attached first."""


class OwesLess(Exception):
    """The account takes no more than the customer owes: `owes` minor units."""

    def __init__(self, owes: int) -> None:
        super().__init__()
        self.owes = owes


def refund(
    register: Register, way: Tender, amount: int | None = None, *, id: UUID | None = None, basket_id: UUID | None = None
) -> BasketPayment:
    """Note that so many minor units are given back, or all that is to be refunded. The same `id` is the same refund.

    Raises WrongPayment for nothing, or for more than is to be refunded; NothingToPay; AnotherBasket; NobodyToRefund;
    OwesLess.
    """
    with writing():
        basket = hold_what_is_paid(register, basket_id)
        if id and (noted := basket.payments.filter(id=id).first()):
            return noted
        begin_paying(basket)
        open_amount = -due(basket)
        if open_amount <= 0:
            raise NothingToPay
        given = open_amount if amount is None else amount
        if way not in WAYS or not 0 < given <= open_amount:
            raise WrongPayment
        _check_balance(basket, way, given)
        return BasketPayment.objects.create(
            id=id or new_id(), basket=basket, tender=way, amount=-given, tendered=-given
        )


def refund_as_paid(register: Register, *, id: UUID | None = None, basket_id: UUID | None = None) -> list[BasketPayment]:
    """Give back as it was paid: what the card had paid to the card, what cash had paid in cash. The same raises."""
    with writing():
        basket = hold_what_is_paid(register)
        if id and (noted := list(basket.payments.filter(id=id))):
            return noted
        ways = as_paid(basket)
        if not ways:
            raise NothingToPay
        made: list[BasketPayment] = []
        for way, amount in ways.items():
            made.append(refund(register, way, amount, id=None if made else id, basket_id=basket_id))
        return made


def as_paid(basket: Basket) -> dict[Tender, int]:
    """What would be given back to each tender for what is still to be refunded, so that it is as it was paid."""
    lines = lines_of(basket)
    open_amount = -due(basket, None, lines)
    had_paid = ComingBack(lines).by_hand
    noted = list(basket.payments.all())
    ways = {}
    for way in (Tender.CARD, Tender.CASH):
        left = had_paid[way] + sum(payment.amount for payment in noted if payment.tender == way)
        if (amount := min(left, open_amount)) > 0:
            ways[way] = amount
            open_amount -= amount
    return ways


def _check_balance(basket: Basket, way: Tender, given: int) -> None:
    if way not in {Tender.CREDIT, Tender.ACCOUNT}:
        return
    if basket.customer_id is None:
        raise NobodyToRefund
    if way == Tender.ACCOUNT:
        noted = basket.payments.filter(tender=way)
        owes = account_of(basket.customer_id) + sum(payment.amount for payment in noted)
        if given > owes:
            raise OwesLess(max(0, owes))

"""Giving money back for what comes back: what cash and card had paid goes wherever the customer wants it."""

from uuid import UUID

from habitue.balances.sums import account_of
from habitue.lib.database import writing
from habitue.lib.ids import new_id
from habitue.sales.baskets import hold
from habitue.sales.checkout import AnotherBasket, NothingToPay, WrongPayment, due
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
        hold(register)
        basket = Basket.objects.select_related("outlet").filter(register=register).first()
        if basket is None:
            raise NothingToPay
        if basket_id and basket.id != basket_id:
            raise AnotherBasket
        if id and (noted := basket.payments.filter(id=id).first()):
            return noted
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

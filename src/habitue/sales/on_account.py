"""What a customer owes the shop: paid off by a line of the basket; and until when what is bought now is to be paid."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from habitue.balances.models import AccountTerms
from habitue.balances.sums import account_of
from habitue.catalogue.models import Variant
from habitue.lib.database import writing
from habitue.sales.baskets import hold_basket, refuse_if_partly_paid
from habitue.sales.models import Basket, BasketLine, BasketPayment, Tender
from habitue.stores.models import Register, Staff


class NothingOwed(Exception):
    """Nobody is attached who owes so much; `owed` is what they owe."""

    def __init__(self, owed: int) -> None:
        super().__init__()
        self.owed = owed


def put_in_account_payment(register: Register, staff: Staff, variant: Variant, amount: int, *, id: UUID) -> BasketLine:
    """So many minor units of what the attached customer owes, in place of what was to be paid of it before.

    Raises NothingOwed; ValueError for nothing.
    """
    with writing():
        basket = hold_basket(register, staff)
        if there := basket.lines.filter(id=id).first():
            return there
        refuse_if_partly_paid(basket)
        if amount <= 0:
            raise ValueError(amount)
        owed = account_of(basket.customer_id) if basket.customer_id else 0
        if amount > owed:
            raise NothingOwed(max(0, owed))
        basket.lines.filter(variant=variant).delete()
        return BasketLine.objects.create(id=id, basket=basket, variant=variant, quantity=1, asked_price=amount)


def account_due(basket: Basket, payments: Iterable[BasketPayment], today: date) -> date | None:
    """Until when is to be paid what is bought on account today."""
    if not basket.customer_id or not any(each.tender == Tender.ACCOUNT and each.amount > 0 for each in payments):
        return None
    terms = AccountTerms.objects.filter(customer=basket.customer_id).first()
    return date.fromordinal(today.toordinal() + terms.days) if terms else None

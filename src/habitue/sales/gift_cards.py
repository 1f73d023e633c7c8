"""Gift cards in a basket: sold as a line of it, and good or not when they are to pay. None of this is an action.

The code of a card is a secret, so a card that is only in a basket has its code there and nowhere else.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from habitue.balances.gift_codes import may_be_printed, new_gift_code, plain
from habitue.balances.models import GiftCard
from habitue.balances.policy import the_policy
from habitue.balances.sums import hold_gift_card
from habitue.catalogue.models import Barcode, Variant
from habitue.customers.models import Customer, CustomerCard
from habitue.lib.clock import months_after
from habitue.lib.database import writing
from habitue.lib.money import LARGEST_AMOUNT
from habitue.sales.baskets import hold_basket, refuse_if_partly_paid
from habitue.sales.models import BasketLine, BasketPayment
from habitue.stores.models import Register, Staff


class WrongCode(ValueError):
    """No card can have this code."""


class CodeTaken(ValueError):
    """A card of this code was sold already, or is about to be; or it is something else's code."""


class CardNotGood(Exception):
    """Nothing can be paid with the card: it is blocked, or its last day is over."""

    def __init__(self, card: GiftCard) -> None:
        super().__init__()
        self.card = card


def put_in_gift_card(
    register: Register, staff: Staff, variant: Variant, amount: int, code: str = "", *, id: UUID
) -> BasketLine:
    """A card of so many minor units; with the code that is printed on it, else one that is made here.

    The same `id` again is the same card. Raises WrongCode, CodeTaken; ValueError for nothing or far too much.
    """
    with writing():
        basket = hold_basket(register, staff)
        if there := basket.lines.filter(id=id).first():
            return there
        refuse_if_partly_paid(basket)
        if not 0 < amount < LARGEST_AMOUNT:
            raise ValueError(amount)
        code = _free(plain(code)) if code else new_gift_code()
        facts = {"variant": variant, "quantity": 1, "asked_price": amount, "gift_code": code}
        return BasketLine.objects.create(id=id, basket=basket, **facts)


def _free(code: str) -> str:
    if not may_be_printed(code):
        raise WrongCode(code)
    taken: Iterable[bool] = (
        GiftCard.objects.filter(code=code).exists(),
        BasketLine.objects.filter(gift_code=code).exists(),
        Barcode.objects.filter(code=code).exists(),
        Variant.objects.filter(sku=code).exists(),
        CustomerCard.objects.filter(number=code).exists(),
        Customer.objects.filter(code=code).exists(),
    )
    if any(taken):
        raise CodeTaken(code)
    return code


def gift_card_expires(lines: Iterable[BasketLine], today: date) -> date | None:
    """The last day of the cards that are sold today, if the shop's cards have one."""
    if not any(line.gift_code for line in lines):
        return None
    months = the_policy().gift_card_months
    return months_after(today, months) if months else None


def is_good(card: GiftCard, today: date) -> bool:
    return card.blocked_at is None and (card.expires_on is None or today <= card.expires_on)


def hold_cards(payments: Iterable[BasketPayment], today: date) -> None:
    """The cards that pay are still good, and stay so until the transaction ends. Raises CardNotGood."""
    paying = {each.gift_card_id for each in payments if each.gift_card_id and each.amount > 0}
    for id in sorted(paying):
        card = hold_gift_card(id)
        if not is_good(card, today):
            raise CardNotGood(card)

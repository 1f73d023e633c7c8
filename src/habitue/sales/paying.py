"""Paying from a balance: a gift card, the customer's store credit, or on account. Noted in the basket, and no more.

Nothing is taken from a balance before the sale is completed; what is not there by then is taken back
(`take_back_what_fails`), and everything else stays.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from habitue.balances.gift_codes import card_of
from habitue.balances.models import AccountTerms, GiftCard
from habitue.balances.posting import OverAccountLimit
from habitue.balances.sums import account_of, credit_of, gift_card_of
from habitue.catalogue.models import Kind
from habitue.lib.database import writing
from habitue.sales.baskets import hold
from habitue.sales.checkout import NothingToPay, Open, WrongPayment, note_payment, open_now
from habitue.sales.gift_cards import CardNotGood, is_good
from habitue.sales.models import Basket, BasketPayment, Tender
from habitue.stores.models import Register, Staff


class NoSuchCard(Exception):
    """No gift card has this code, or none was sold with it yet."""


class NothingLeft(Exception):
    """There is nothing (more) to pay with."""


@dataclass(frozen=True, slots=True)
class GiftOffer:
    """A card with what is left on it, and what it pays of this basket at most."""

    card: GiftCard
    has: int
    amount: int


@dataclass(frozen=True, slots=True)
class CreditOffer:
    """The attached customer's store credit, less what pays already, and what it pays at most."""

    has: int
    amount: int


@dataclass(frozen=True, slots=True)
class AccountOffer:
    """What the attached customer may owe and owes, with what is noted; `amount` is what can be bought on account."""

    limit: int
    owed: int
    days: int
    amount: int

    @property
    def within(self) -> int:
        """What of the amount needs no manager."""
        return max(0, min(self.amount, self.limit - self.owed))


def gift_offer(at: Open, code: str) -> GiftOffer:
    """Raises NoSuchCard, CardNotGood, NothingLeft where it is used up or pays as much as it can."""
    card = card_of(code)
    if card is None:
        raise NoSuchCard
    if not is_good(card, at.today):
        raise CardNotGood(card)
    has = gift_card_of(card.id) - at.paid_by(Tender.GIFT_CARD, card.id)
    # A card buys no other card, which would last longer.
    amount = at.most(Tender.GIFT_CARD, has, without=Kind.GIFT_CARD)
    if amount <= 0:
        raise NothingLeft
    return GiftOffer(card, has, amount)


def credit_offer(at: Open) -> CreditOffer | None:
    """None where nobody is attached who has any."""
    if at.basket.customer_id is None:
        return None
    has = credit_of(at.basket.customer_id) - at.paid_by(Tender.CREDIT)
    return CreditOffer(has, at.most(Tender.CREDIT, has)) if has > 0 else None


def account_offer(at: Open) -> AccountOffer | None:
    """None where nobody is attached who may buy on account. What is owed is not paid by owing it."""
    terms = AccountTerms.objects.filter(customer=at.basket.customer_id, closed_at=None).first()
    if terms is None or at.basket.customer_id is None:
        return None
    owed = account_of(at.basket.customer_id) + at.paid_by(Tender.ACCOUNT)
    return AccountOffer(terms.limit, owed, terms.days, at.most(Tender.ACCOUNT, at.due, without=Kind.ACCOUNT_PAYMENT))


def look_at_card(register: Register, code: str) -> GiftOffer:
    """What the card would pay of the basket. Raises NothingToPay besides what `gift_offer` raises."""
    basket = Basket.objects.select_related("outlet").filter(register=register).first()
    if basket is None:
        raise NothingToPay
    return gift_offer(open_now(basket), code)


def pay_by_gift_card(
    register: Register, code: str, amount: int | None = None, *, id: UUID | None = None, basket_id: UUID | None = None
) -> BasketPayment:
    """So many minor units, or all that the card pays. Raises what `gift_offer` raises, and as `note_payment` does."""

    def pays(at: Open) -> dict[str, Any]:
        offer = gift_offer(at, code)
        return _up_to(Tender.GIFT_CARD, offer.amount, amount, gift_card=offer.card)

    return note_payment(register, pays, id=id, basket_id=basket_id)


def pay_by_credit(
    register: Register, amount: int | None = None, *, id: UUID | None = None, basket_id: UUID | None = None
) -> BasketPayment:
    """From the customer's store credit. Raises NothingLeft, and as `note_payment` does."""

    def pays(at: Open) -> dict[str, Any]:
        offer = credit_offer(at)
        if offer is None:
            raise NothingLeft
        return _up_to(Tender.CREDIT, offer.amount, amount)

    return note_payment(register, pays, id=id, basket_id=basket_id)


def pay_on_account(
    register: Register,
    amount: int | None = None,
    *,
    allowed_by: Staff | None = None,
    id: UUID | None = None,
    basket_id: UUID | None = None,
) -> BasketPayment:
    """The customer owes it. Raises NothingLeft, OverAccountLimit unless a manager allowed it, and as `note_payment`."""

    def pays(at: Open) -> dict[str, Any]:
        offer = account_offer(at)
        if offer is None:
            raise NothingLeft
        wanted = offer.amount if amount is None else amount
        if wanted > offer.within and wanted <= offer.amount and allowed_by is None:
            raise OverAccountLimit(offer.limit, offer.owed)
        return _up_to(Tender.ACCOUNT, offer.amount, amount, allowed_by=allowed_by if wanted > offer.within else None)

    return note_payment(register, pays, id=id, basket_id=basket_id)


def _up_to(tender: Tender, most: int, amount: int | None, **facts: Any) -> dict[str, Any]:
    """So much is paid, or all that can be. Raises WrongPayment."""
    paid = most if amount is None else amount
    if not 0 < paid <= most:
        raise WrongPayment(most)
    return {"tender": tender, "amount": paid, "tendered": paid, **facts}


@dataclass(frozen=True, slots=True)
class Failed:
    """What was to be paid from a balance and cannot be; `has` is what there is. A `bad` card pays nothing any more."""

    tender: Tender
    has: int
    card: GiftCard | None = None
    bad: bool = False


def take_back_what_fails(register: Register) -> list[Failed]:
    """After a sale was refused for want of a balance: the payments that it cannot bear go, the others stay."""
    with writing():
        hold(register)
        basket = Basket.objects.select_related("outlet").filter(register=register).first()
        if basket is None:
            return []
        at = open_now(basket)
        failed = [*_failed_cards(at), *_failed_credit(at), *_failed_account(at)]
        for each in failed:
            going = basket.payments.filter(tender=each.tender, amount__gt=0)
            (going.filter(gift_card=each.card) if each.card else going).delete()
        return failed


def _failed_cards(at: Open) -> list[Failed]:
    ids = {each.gift_card_id for each in at.basket.payments.all() if each.gift_card_id}
    cards = GiftCard.objects.filter(id__in=ids).order_by("id")
    held = [(card, gift_card_of(card.id)) for card in cards]
    return [
        Failed(Tender.GIFT_CARD, has, card, bad=not is_good(card, at.today))
        for card, has in held
        if not is_good(card, at.today) or at.paid_by(Tender.GIFT_CARD, card.id) > has
    ]


def _failed_credit(at: Open) -> list[Failed]:
    has = credit_of(at.basket.customer_id) if at.basket.customer_id else 0
    return [Failed(Tender.CREDIT, has)] if at.paid_by(Tender.CREDIT) > max(0, has) else []


def _failed_account(at: Open) -> list[Failed]:
    noted = [each for each in at.basket.payments.all() if each.tender == Tender.ACCOUNT and each.amount > 0]
    if not noted:
        return []
    offer = account_offer(at)
    if offer is None:
        return [Failed(Tender.ACCOUNT, 0)]
    allowed = any(each.allowed_by_id for each in noted)
    left = offer.limit - offer.owed + sum(each.amount for each in noted)
    return [Failed(Tender.ACCOUNT, left)] if offer.owed > offer.limit and not allowed else []

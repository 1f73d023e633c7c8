"""Entries that a sale, a return or a void writes. Only actions call this, with the customer's row held.

Each entry's id is derived from the journal's entry, so that a replay writes the same rows.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Sum
from django.db.models.functions import Coalesce

from habitue.balances.models import (
    AccountEntry,
    AccountTerms,
    Cause,
    CreditEntry,
    GiftCard,
    GiftCardEntry,
    LoyaltyEntry,
)
from habitue.balances.sums import NotEnough, account_of, credit_of, gift_card_of, hold_gift_card, loyalty_of
from habitue.customers.events import id_beside
from habitue.journal.action import Doing
from habitue.lib.parts import part_of


@dataclass(frozen=True, slots=True)
class Posting:
    """Where entries come from: the action under way, the sale's id and the register."""

    doing: Doing
    sale: UUID | None
    register: UUID | None

    def said(self, amount: int, cause: Cause, *of: object) -> dict[str, Any]:
        """What every kind of entry says; `of` tells it from the other entries of the same action."""
        return {
            "id": id_beside(self.doing, cause.encode(), *(str(each).encode() for each in of)),
            "amount": amount,
            "cause": cause,
            "sale": self.sale,
            "at": self.doing.stamp.at,
            "by_id": self.doing.stamp.by,
            "register_id": self.register,
        }


class CardSoldAlready(Exception):
    """Another sale has put money on a card of this code; `code` is the code."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code


class NoAccount(Exception):
    """The customer may not buy on account."""


class OverAccountLimit(Exception):
    """The customer would owe more than `limit` minor units; `owed` is what they owe, with what is noted already."""

    def __init__(self, limit: int, owed: int) -> None:
        super().__init__()
        self.limit, self.owed = limit, owed


def redeem(posting: Posting, customer: UUID, units: int, place: int) -> LoyaltyEntry:
    """Pay with loyalty; `place` is the payment's place in the sale. Raises NotEnough."""
    has = loyalty_of(customer)
    if units > has:
        raise NotEnough(has)
    return LoyaltyEntry.objects.create(customer_id=customer, **posting.said(-units, Cause.REDEEMED, "loyalty", place))


def earn(posting: Posting, customer: UUID, lines: list[tuple[int, int]], expires_on: date | None) -> None:
    """Lots of (line's position, units) that the sale earns the customer."""
    LoyaltyEntry.objects.bulk_create(
        LoyaltyEntry(
            customer_id=customer,
            line=line,
            expires_on=expires_on,
            **posting.said(units, Cause.EARNED, customer, line),
        )
        for line, units in lines
        if units > 0
    )


def take_back(posting: Posting, of_sale: UUID, of_line: int, *, sold: int, before: int, now: int, place: int) -> None:
    """`now` pieces of a line come back, of which `sold` were sold and `before` had come back: so does what it earned.

    Never more than the lot still has after what of it has expired or was taken back before; the last piece takes all.
    """
    lots = LoyaltyEntry.objects.filter(sale=of_sale, line=of_line, cause=Cause.EARNED)
    # What expires of a lot meanwhile is known before the lot is made smaller.
    list(lots.select_for_update(no_key=True).order_by("id").values_list("id"))
    for lot in lots.annotate(gone=Coalesce(Sum("referring__amount"), 0)):
        left = lot.amount + lot.gone
        units = left if before + now >= sold else min(left, part_of(lot.amount, sold, before, now))
        if units > 0:
            said = posting.said(-units, Cause.TAKEN_BACK, "loyalty", place)
            LoyaltyEntry.objects.create(customer_id=lot.customer_id, refers=lot, line=of_line, **said)


def give_back(posting: Posting, of_sale: UUID, units: int, place: int) -> None:
    """So many units of what a sale was paid with are whole again: whoever redeemed them has them back."""
    redeemed = LoyaltyEntry.objects.filter(sale=of_sale, cause=Cause.REDEEMED)
    for number, entry in enumerate(redeemed.annotate(gone=Coalesce(Sum("referring__amount"), 0))):
        back = min(units, -entry.amount - entry.gone)
        if back > 0:
            units -= back
            said = posting.said(back, Cause.GIVEN_BACK, "loyalty", place, number)
            LoyaltyEntry.objects.create(customer_id=entry.customer_id, refers=entry, **said)


def whose(entries: type[CreditEntry] | type[AccountEntry], of_sale: UUID | None, otherwise: UUID | None) -> UUID | None:
    """Whose balance had paid that sale: to them it goes back, whoever brings something back."""
    paid = entries.objects.filter(sale=of_sale, cause__in=(Cause.REDEEMED, Cause.CHARGED)) if of_sale else None
    found = paid.values_list("customer", flat=True).first() if paid is not None else None
    return found or otherwise


def spend_credit(posting: Posting, customer: UUID, amount: int, place: int) -> None:
    """Pay with store credit (minor units), or, with a negative amount, refund to it. Raises NotEnough."""
    has = credit_of(customer)
    if amount > has:
        raise NotEnough(has)
    cause = Cause.REDEEMED if amount > 0 else Cause.REFUNDED
    CreditEntry.objects.create(customer_id=customer, **posting.said(-amount, cause, "credit", place))


def charge(posting: Posting, customer: UUID, amount: int, place: int, *, due_on: date | None, allowed: bool) -> None:
    """Buy on account (minor units), or, with a negative amount, owe less after a return.

    Raises NoAccount, and OverAccountLimit unless a manager has allowed it.
    """
    terms = AccountTerms.objects.filter(customer=customer, closed_at=None).first()
    if amount > 0:
        if terms is None:
            raise NoAccount
        owed = account_of(customer)
        if owed + amount > terms.limit and not allowed:
            raise OverAccountLimit(terms.limit, owed)
    cause = Cause.CHARGED if amount > 0 else Cause.REFUNDED
    said = posting.said(amount, cause, "account", place)
    AccountEntry.objects.create(customer_id=customer, due_on=due_on if amount > 0 else None, **said)


def pay_account(posting: Posting, customer: UUID, amount: int, place: int) -> None:
    """The customer owes less: they have paid (minor units); with a negative amount the payment was undone."""
    said = posting.said(-amount, Cause.PAID if amount > 0 else Cause.TAKEN_BACK, "payment", place)
    AccountEntry.objects.create(customer_id=customer, **said)


def sell_gift_card(
    posting: Posting, card: UUID, code: str, amount: int, place: int, *, expires_on: date | None
) -> None:
    """Money is put on a gift card (minor units), which there is from now on; on one that there is already, it is more.

    With a negative amount the card is brought back: raises NotEnough when it was spent meanwhile. Raises
    CardSoldAlready when another card has this code.
    """
    made = {"code": code, "sold_at": posting.doing.stamp.at, "expires_on": expires_on}
    try:
        GiftCard.objects.get_or_create(id=card, defaults=made)
    except IntegrityError:
        raise CardSoldAlready(code) from None
    hold_gift_card(card)
    has = gift_card_of(card)
    if has + amount < 0:
        raise NotEnough(has)
    cause = Cause.SOLD if amount > 0 else Cause.TAKEN_BACK
    GiftCardEntry.objects.create(card_id=card, **posting.said(amount, cause, card, place))


def spend_gift_card(posting: Posting, card: UUID, amount: int, place: int) -> None:
    """Pay from a gift card (minor units), or, with a negative amount, refund to it. Raises NotEnough."""
    hold_gift_card(card)
    has = gift_card_of(card)
    if amount > has:
        raise NotEnough(has)
    cause = Cause.REDEEMED if amount > 0 else Cause.REFUNDED
    GiftCardEntry.objects.create(card_id=card, **posting.said(-amount, cause, "gift card", place))

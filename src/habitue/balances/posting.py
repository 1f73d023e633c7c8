"""Entries that a sale, a return or a void writes. Only actions call this, with the customer's row held.

Each entry's id is derived from the journal's entry, so that a replay writes the same rows.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

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


@dataclass(frozen=True, slots=True)
class Posting:
    """Where entries come from: the action under way, the sale's id and the register."""

    doing: Doing
    sale: UUID | None
    register: UUID | None

    def said(self, amount: int, cause: Cause, *of: object) -> dict[str, object]:
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


class NoAccount(Exception):
    """The customer may not buy on account."""


class OverLimit(Exception):
    """The customer would owe more than their limit: `limit` minor units, of which `owed` are owed already."""

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


def spend_credit(posting: Posting, customer: UUID, amount: int, place: int) -> None:
    """Pay with store credit (minor units), or, with a negative amount, refund to it. Raises NotEnough."""
    has = credit_of(customer)
    if amount > has:
        raise NotEnough(has)
    cause = Cause.REDEEMED if amount > 0 else Cause.REFUNDED
    CreditEntry.objects.create(customer_id=customer, **posting.said(-amount, cause, "credit", place))


def charge(posting: Posting, customer: UUID, amount: int, place: int, *, due_on: date | None, allowed: bool) -> None:
    """Buy on account (minor units), or, with a negative amount, owe less after a return.

    Raises NoAccount, and OverLimit unless a manager has allowed it.
    """
    terms = AccountTerms.objects.filter(customer=customer, closed_at=None).first()
    if amount > 0:
        if terms is None:
            raise NoAccount
        owed = account_of(customer)
        if owed + amount > terms.limit and not allowed:
            raise OverLimit(terms.limit, owed)
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
    """Money is put on a gift card, which there is from now on; on one that there is already, it is more."""
    made = {"code": code, "sold_at": posting.doing.stamp.at, "expires_on": expires_on}
    GiftCard.objects.get_or_create(id=card, defaults=made)
    GiftCardEntry.objects.create(card_id=card, **posting.said(amount, Cause.SOLD, card, place))


def spend_gift_card(posting: Posting, card: UUID, amount: int, place: int) -> None:
    """Pay from a gift card (minor units), or, with a negative amount, refund to it. Raises NotEnough."""
    hold_gift_card(card)
    has = gift_card_of(card)
    if amount > has:
        raise NotEnough(has)
    cause = Cause.REDEEMED if amount > 0 else Cause.REFUNDED
    GiftCardEntry.objects.create(card_id=card, **posting.said(-amount, cause, "gift card", place))

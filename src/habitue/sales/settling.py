"""What a completed sale does to balances: what was paid from them, put on them and earned. Only actions call this."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from habitue.balances import posting
from habitue.balances.posting import Posting
from habitue.catalogue.models import Kind
from habitue.journal.action import Doing
from habitue.sales.facts import LineFacts, PaymentFacts
from habitue.sales.models import Sale, Tender


class NobodyToSettleWith(ValueError):
    """A balance was to pay, or to be paid, without a customer."""


@dataclass(frozen=True, slots=True)
class Days:
    """Days worked out at the door: when what is earned expires, when what is owed is due, and a gift card's last."""

    loyalty_expires: date | None = None
    account_due: date | None = None
    gift_card_expires: date | None = None


def settle(doing: Doing, sale: Sale, lines: Sequence[LineFacts], payments: Sequence[PaymentFacts], days: Days) -> None:
    """Write the entries of this sale. The customer's row is held: `has_bought` has just changed it."""
    at = Posting(doing, sale.id, sale.register_id)
    for place, line in enumerate(lines):
        if line.kind != Kind.GOODS:
            _put_on(at, sale, place, line, days)
    for place, paid in enumerate(payments):
        if paid.tender not in {Tender.CASH, Tender.CARD}:
            _pay(at, sale, place, paid, days)
    earned = [(place, line.earned) for place, line in enumerate(lines) if line.earned > 0]
    if earned and sale.customer_id:
        posting.earn(at, sale.customer_id, earned, days.loyalty_expires)


def _put_on(at: Posting, sale: Sale, place: int, line: LineFacts, days: Days) -> None:
    """A line that puts money on a gift card or pays down the account."""
    if line.kind == Kind.GIFT_CARD and line.gift_card:
        posting.sell_gift_card(at, line.gift_card, line.gift_code, line.total, place, expires_on=days.gift_card_expires)
    elif line.kind == Kind.ACCOUNT_PAYMENT:
        if sale.customer_id is None:
            raise NobodyToSettleWith
        posting.pay_account(at, sale.customer_id, line.total, place)


def _pay(at: Posting, sale: Sale, place: int, paid: PaymentFacts, days: Days) -> None:
    if paid.tender == Tender.GIFT_CARD and paid.gift_card:
        posting.spend_gift_card(at, paid.gift_card, paid.amount, place)
        return
    customer = sale.customer_id
    if customer is None:
        raise NobodyToSettleWith
    if paid.tender == Tender.CREDIT:
        posting.spend_credit(at, customer, paid.amount, place)
    elif paid.tender == Tender.LOYALTY and paid.units > 0:
        posting.redeem(at, customer, paid.units, place)
    elif paid.tender == Tender.ACCOUNT:
        allowed = paid.allowed_by is not None
        posting.charge(at, customer, paid.amount, place, due_on=days.account_due, allowed=allowed)

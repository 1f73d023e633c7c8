"""What a completed sale does to balances: what was paid from them, put on them and earned. Only actions call this."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from habitue.balances import posting
from habitue.balances.models import AccountEntry, CreditEntry
from habitue.balances.posting import Posting
from habitue.catalogue.models import Kind
from habitue.journal.action import Doing
from habitue.sales.facts import LineFacts, PaymentFacts
from habitue.sales.models import Sale, Tender
from habitue.sales.returnable import Returnable, returnable


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
    _take_back(at, lines)
    for place, paid in enumerate(payments):
        if paid.tender not in {Tender.CASH, Tender.CARD}:
            _pay(at, sale, place, paid, days)
    earned = [(place, line.earned) for place, line in enumerate(lines) if line.earned > 0]
    if earned and sale.customer_id:
        posting.earn(at, sale.customer_id, earned, days.loyalty_expires)


def _put_on(at: Posting, sale: Sale, place: int, line: LineFacts, days: Days) -> None:
    """A line that puts money on a gift card or pays down the account."""
    if line.kind == Kind.GIFT_CARD and line.gift_card:
        last = days.gift_card_expires
        posting.sell_gift_card(at, line.gift_card, line.gift_code, line.total, place, expires_on=last)
    elif line.kind == Kind.ACCOUNT_PAYMENT:
        posting.pay_account(at, _somebody(sale.customer_id), line.total, place)


def _take_back(at: Posting, lines: Sequence[LineFacts]) -> None:
    """What came back takes with it what it had earned. The document's own lines are not written yet."""
    out: dict[UUID, dict[int, Returnable]] = {}
    came: Counter[tuple[UUID, int]] = Counter()
    for place, line in enumerate(lines):
        if not (line.of_sale and line.of_line is not None):
            continue
        sold = out.setdefault(line.of_sale, returnable(line.of_sale))[line.of_line]
        key = (line.of_sale, line.of_line)
        before = sold.returned + came[key]
        quantity = sold.line.quantity
        posting.take_back(at, *key, sold=quantity, before=before, now=-line.quantity, place=place)
        came[key] -= line.quantity


def _pay(at: Posting, sale: Sale, place: int, paid: PaymentFacts, days: Days) -> None:
    if paid.tender == Tender.GIFT_CARD and paid.gift_card:
        posting.spend_gift_card(at, paid.gift_card, paid.amount, place)
    elif paid.tender == Tender.LOYALTY and paid.of_sale:
        posting.give_back(at, paid.of_sale, -paid.units, place)
    elif paid.tender == Tender.LOYALTY:
        posting.redeem(at, _somebody(sale.customer_id), paid.units, place)
    elif paid.tender == Tender.CREDIT:
        customer = _somebody(posting.whose(CreditEntry, paid.of_sale, sale.customer_id))
        posting.spend_credit(at, customer, paid.amount, place)
    elif paid.tender == Tender.ACCOUNT:
        customer = _somebody(posting.whose(AccountEntry, paid.of_sale, sale.customer_id))
        allowed = paid.allowed_by is not None
        posting.charge(at, customer, paid.amount, place, due_on=days.account_due, allowed=allowed)


def _somebody(customer: UUID | None) -> UUID:
    if customer is None:
        raise NobodyToSettleWith
    return customer

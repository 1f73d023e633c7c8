"""What a voided document did to balances is undone, entry by entry and by reference. Only actions call this.

The customers' rows are held. Loyalty may be left below nothing, as by a return; store credit and gift cards may not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Sum
from django.db.models.functions import Coalesce

from habitue.balances.models import AccountEntry, Cause, CreditEntry, GiftCardEntry, LoyaltyEntry
from habitue.balances.posting import Posting
from habitue.balances.sums import NotEnough, credit_of, gift_card_of, hold_gift_card
from habitue.lib.parts import part_of


class CreditSpent(NotEnough):
    """Store credit that the document gave has been used since."""


class CardSpent(NotEnough):
    """A gift card that the document sold, or refunded to, has been used since."""


def customers_of(document: UUID) -> set[UUID]:
    """Whose balances it has touched."""
    kinds = (LoyaltyEntry, CreditEntry, AccountEntry)
    return {id for each in kinds for id in each.objects.filter(sale=document).values_list("customer", flat=True)}


def undo(posting: Posting, document: UUID) -> None:
    """All that it did to balances, but for what it took back from the lots of other sales (`restore`).

    Raises CreditSpent, CardSpent.
    """
    _undo_loyalty(posting, document)
    for account in AccountEntry.objects.filter(sale=document, referring=None).order_by("at", "id"):
        AccountEntry.objects.create(customer_id=account.customer_id, refers=account, **_undone(posting, account))
    credits = list(CreditEntry.objects.filter(sale=document, referring=None).order_by("at", "id"))
    for credit in credits:
        CreditEntry.objects.create(customer_id=credit.customer_id, refers=credit, **_undone(posting, credit))
    for customer in {each.customer_id for each in credits if each.amount > 0}:
        if (left := credit_of(customer)) < 0:
            raise CreditSpent(left)
    entries = list(GiftCardEntry.objects.filter(sale=document, referring=None).order_by("card", "at", "id"))
    for card in sorted({each.card_id for each in entries}):
        hold_gift_card(card)
    for entry in entries:
        GiftCardEntry.objects.create(card_id=entry.card_id, refers=entry, **_undone(posting, entry))
    for card in {each.card_id for each in entries if each.amount > 0}:
        if (left := gift_card_of(card)) < 0:
            raise CardSpent(left)


def _undone(posting: Posting, entry: AccountEntry | CreditEntry | GiftCardEntry) -> dict[str, object]:
    return posting.said(-entry.amount, Cause.VOIDED, entry.id)


def _undo_loyalty(posting: Posting, document: UUID) -> None:
    """What is left of what it earned goes, what it used is whole again, and what it gave back is used again."""
    its = LoyaltyEntry.objects.filter(sale=document).order_by("id")
    list(its.filter(cause=Cause.EARNED).select_for_update(no_key=True).values_list("id"))
    whole = its.filter(cause__in=(Cause.EARNED, Cause.REDEEMED)).annotate(gone=Coalesce(Sum("referring__amount"), 0))
    for entry in whole:
        _turn(posting, entry, entry, entry.amount + entry.gone)
    given_back = list(its.filter(cause=Cause.GIVEN_BACK))
    roots = LoyaltyEntry.objects.in_bulk({entry.refers_id for entry in given_back})
    for given in given_back:
        _turn(posting, given, roots[given.refers_id], given.amount)


def _turn(posting: Posting, entry: LoyaltyEntry, root: LoyaltyEntry, units: int) -> None:
    if units:
        said = posting.said(-units, Cause.VOIDED, entry.id)
        LoyaltyEntry.objects.create(customer_id=root.customer_id, refers=root, line=root.line, **said)


@dataclass(frozen=True, slots=True)
class OutAgain:
    """`pieces` of a line are out again, of which `sold` were sold; without them `back` have come back."""

    sale: UUID
    line: int
    sold: int
    back: int
    pieces: int


def restore(posting: Posting, document: UUID, again: OutAgain, owner: UUID | None) -> None:
    """What these pieces had earned, which the document had taken back, is there again.

    It goes to whoever the sale belongs to by now, the `owner`.
    """
    lots = LoyaltyEntry.objects.filter(sale=again.sale, line=again.line, cause=Cause.EARNED, customer=owner)
    lot = lots.order_by("-at", "-id").select_for_update(no_key=True).first() if owner else None
    if lot is None:
        return
    referring = list(LoyaltyEntry.objects.filter(refers=lot))
    if any(each.cause == Cause.MOVED for each in referring):
        return
    gone = [each for each in referring if each.cause in {Cause.TAKEN_BACK, Cause.VOIDED}]
    units = -_sum(each for each in gone if each.sale == document)
    if any(each.sale == again.sale for each in gone):
        # It was earned after these pieces had come back: they were taken off with all that had.
        units += part_of(lot.amount, again.sold, again.back, again.pieces)
    units = min(units, -_sum(gone))
    if units > 0:
        said = posting.said(units, Cause.VOIDED, lot.id)
        LoyaltyEntry.objects.create(customer_id=lot.customer_id, refers=lot, line=again.line, **said)


def _sum(entries: Iterable[LoyaltyEntry]) -> int:
    return sum(entry.amount for entry in entries)

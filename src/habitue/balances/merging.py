"""The balances of two records that are one person's are joined, and parted again. Only actions call this."""

from uuid import UUID

from django.db.models import Model

from habitue.balances.models import AccountEntry, AccountTerms, Cause, CreditEntry, LoyaltyEntry, LoyaltyMember
from habitue.balances.posting import Posting
from habitue.balances.sums import credit_of
from habitue.customers.merging import Moved, hand_over
from habitue.customers.models import Customer
from habitue.journal.action import Doing


def join_balances(kept: Customer, gone: Customer, moved: Moved) -> None:
    """All entries are `kept`'s; their terms and membership count, and `gone`'s where they have none."""
    moved.loyalty = hand_over(LoyaltyEntry, gone, kept)
    moved.credit = hand_over(CreditEntry, gone, kept)
    moved.account = hand_over(AccountEntry, gone, kept)
    moved.member = _copy(LoyaltyMember, gone, kept)
    moved.terms = _copy(AccountTerms, gone, kept)


def part_balances(doing: Doing, kept: Customer, gone: Customer, moved: Moved) -> None:
    """Each has again what was theirs, with what has come back or expired of it since; the rest stays with `kept`.

    Store credit that was used meanwhile is not there a second time.
    """
    _hand_back(LoyaltyEntry, moved.loyalty, kept, gone)
    _hand_back(CreditEntry, moved.credit, kept, gone)
    _share_what_was_used(doing, kept, gone)
    _hand_back(AccountEntry, moved.account, kept, gone)
    if moved.member:
        _take_copy_away(LoyaltyMember, gone, kept)
    if moved.terms:
        _take_copy_away(AccountTerms, gone, kept)


def _hand_back(entries: type[Model], ids: list[str], kept: Customer, gone: Customer) -> None:
    back = {UUID(id) for id in ids}
    while back:
        entries._default_manager.filter(id__in=back, customer=kept).update(customer=gone)
        # What has been taken back of an entry since, or has expired of it, belongs where it does.
        back = set(entries._default_manager.filter(refers__in=back, customer=kept).values_list("id", flat=True))


def _share_what_was_used(doing: Doing, kept: Customer, gone: Customer) -> None:
    """Whoever would be below nothing, having used what was the other's, is not: the other has so much less."""
    for short, other in ((kept, gone), (gone, kept)):
        missing = min(-credit_of(short.id), credit_of(other.id))
        if missing > 0:
            for customer, amount in ((short, missing), (other, -missing)):
                said = Posting(doing, None, None).said(amount, Cause.PARTED, customer.id)
                CreditEntry.objects.create(customer=customer, **said)


def _copy(model: type[Model], gone: Customer, kept: Customer) -> bool:
    theirs = model._default_manager.filter(customer=gone).first()
    if theirs is None or model._default_manager.filter(customer=kept).exists():
        return False
    model._default_manager.create(customer=kept, **_values(theirs))
    return True


def _take_copy_away(model: type[Model], gone: Customer, kept: Customer) -> None:
    """What was changed since it was copied is `kept`'s own by now."""
    copy, theirs = (model._default_manager.filter(customer=each).first() for each in (kept, gone))
    if copy and theirs and _values(copy) == _values(theirs):
        copy.delete()


def _values(row: Model) -> dict[str, object]:
    fields = row._meta.concrete_fields
    return {field.attname: getattr(row, field.attname) for field in fields if not field.primary_key}

"""What must always hold of balances."""

from collections.abc import Iterator

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from habitue.balances.lots import lots_of
from habitue.balances.loyalty import entries_of
from habitue.balances.models import AccountEntry, Cause, CreditEntry, GiftCardEntry, LoyaltyEntry
from habitue.lib.invariants import Finding, invariant

_BACK = (Cause.TAKEN_BACK, Cause.EXPIRED, Cause.MOVED, Cause.GIVEN_BACK, Cause.VOIDED)


@invariant(_("no more of what was earned goes than was earned, and no more is given back than was redeemed"))
def nothing_comes_back_twice() -> Iterator[Finding]:
    told = LoyaltyEntry.objects.filter(refers=None).annotate(gone=Coalesce(Sum("referring__amount"), 0))
    for entry in told.filter(Q(amount__gt=0, gone__lt=-F("amount")) | Q(amount__lt=0, gone__gt=-F("amount"))):
        yield f"loyalty entry {entry.id}: {entry.amount}, taken or given back {entry.gone}"


@invariant(_("what is taken or given back says of what"))
def what_comes_back_refers() -> Iterator[Finding]:
    lost = LoyaltyEntry.objects.filter(cause__in=_BACK, refers=None)
    yield from (f"loyalty entry {id}" for id in lost.values_list("id", flat=True))
    other = LoyaltyEntry.objects.exclude(refers=None).exclude(refers__customer=F("customer"))
    yield from (f"loyalty entry {id}: it refers to another customer's" for id in other.values_list("id", flat=True))


@invariant(_("a sale's line earns for one customer at a time"))
def a_line_earns_once() -> Iterator[Finding]:
    earned = LoyaltyEntry.objects.filter(cause=Cause.EARNED).annotate(gone=Coalesce(Sum("referring__amount"), 0))
    live = earned.filter(gone__gt=-F("amount")).order_by("sale", "line").values_list("sale", "line")
    before: tuple[object, object] | None = None
    for sale, line in live:
        if before == (sale, line):
            yield f"sale {sale}, line {line}"
        before = (sale, line)


@invariant(_("what is left in lots of loyalty is the balance"))
def lots_are_the_balance() -> Iterator[Finding]:
    sums = LoyaltyEntry.objects.order_by().values_list("customer").annotate(Sum("amount"))
    for customer, balance in sums.iterator():
        left = sum(lot.left for lot in lots_of(entries_of(customer)))
        if left != max(0, balance):
            yield f"customer {customer}: {balance}, in lots {left}"


@invariant(_("no store credit and no gift card is below nothing"))
def nothing_is_overspent() -> Iterator[Finding]:
    credits = CreditEntry.objects.order_by().values_list("customer").annotate(sum=Sum("amount")).filter(sum__lt=0)
    yield from (f"store credit of customer {id}: {amount}" for id, amount in credits)
    cards = GiftCardEntry.objects.order_by().values_list("card").annotate(sum=Sum("amount")).filter(sum__lt=0)
    yield from (f"gift card {id}: {amount}" for id, amount in cards)


@invariant(_("what a balance holds is with somebody whose record has not been merged into another"))
def balances_are_somebodys() -> Iterator[Finding]:
    for entries in (LoyaltyEntry, CreditEntry, AccountEntry):
        stray = entries._base_manager.filter(customer__merged_into__isnull=False)
        yield from (f"{entries._meta.model_name} {id}" for id in stray.values_list("id", flat=True))

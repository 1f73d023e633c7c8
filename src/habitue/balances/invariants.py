"""What must always hold of balances."""

from collections.abc import Iterator

from django.db.models import F, Sum
from django.utils.translation import gettext_lazy as _

from habitue.balances.models import AccountEntry, Cause, CreditEntry, GiftCardEntry, LoyaltyEntry
from habitue.lib.invariants import Finding, invariant

GAINS = (Cause.EARNED, Cause.WELCOME, Cause.IMPORTED)


@invariant(_("no store credit and no gift card is below nothing"))
def nothing_is_overspent() -> Iterator[Finding]:
    credits = CreditEntry.objects.order_by().values_list("customer").annotate(sum=Sum("amount")).filter(sum__lt=0)
    yield from (f"store credit of customer {id}: {amount}" for id, amount in credits)
    cards = GiftCardEntry.objects.order_by().values_list("card").annotate(sum=Sum("amount")).filter(sum__lt=0)
    yield from (f"gift card {id}: {amount}" for id, amount in cards)


@invariant(_("no more of a gain is taken back or expires than was gained, and no more is given back than was redeemed"))
def references_stay_within() -> Iterator[Finding]:
    whole = LoyaltyEntry.objects.order_by().annotate(left=F("amount") + Sum("referring__amount"))
    yield from (f"loyalty entry {each.id}" for each in whole.filter(cause__in=GAINS, left__lt=0))
    yield from (f"loyalty entry {each.id}" for each in whole.filter(cause=Cause.REDEEMED, left__gt=0))


@invariant(_("one line of a sale has earned for one customer"))
def a_line_earns_once() -> Iterator[Finding]:
    earned = LoyaltyEntry.objects.order_by().filter(cause=Cause.EARNED, sale__isnull=False)
    seen: set[tuple[object, object]] = set()
    for lot in earned.annotate(gone=Sum("referring__amount")).iterator():
        if lot.amount + (lot.gone or 0) > 0:
            if (lot.sale, lot.line) in seen:
                yield f"sale {lot.sale}, line {lot.line}"
            seen.add((lot.sale, lot.line))


@invariant(_("what a balance holds is with somebody whose record has not been merged into another"))
def balances_are_somebodys() -> Iterator[Finding]:
    for entries in (LoyaltyEntry, CreditEntry, AccountEntry):
        stray = entries.objects.filter(customer__merged_into__isnull=False)
        yield from (f"{entries._meta.model_name} {id}" for id in stray.values_list("id", flat=True))

"""What a sale has earned moves with it. Only actions call this."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import Sum
from django.db.models.functions import Coalesce

from habitue.balances.models import Cause, LoyaltyEntry
from habitue.balances.posting import Posting, earn, take_back


def move_away(posting: Posting, sale: UUID) -> None:
    """The sale is somebody else's from now on: what it has earned goes, but for what came back or expired before."""
    lots = LoyaltyEntry.objects.filter(sale=sale, cause=Cause.EARNED)
    list(lots.select_for_update(no_key=True).order_by("id").values_list("id"))
    for lot in lots.annotate(gone=Coalesce(Sum("referring__amount"), 0)).order_by("id"):
        if (left := lot.amount + lot.gone) > 0:
            said = posting.said(-left, Cause.MOVED, lot.id)
            LoyaltyEntry.objects.create(customer_id=lot.customer_id, refers=lot, line=lot.line, **said)


def earn_late(
    posting: Posting,
    customer: UUID,
    lines: list[tuple[int, int]],
    expires_on: date | None,
    pieces: Mapping[int, tuple[int, int]],
) -> None:
    """The sale earns its new customer (line's position, units), less the share of what has come back meanwhile.

    `pieces` are, by the line's position, how many were sold and how many of them have come back.
    """
    earn(posting, customer, lines, expires_on)
    for line, _units in lines:
        sold, back = pieces.get(line, (0, 0))
        if posting.sale and back:
            take_back(posting, posting.sale, line, sold=sold, before=0, now=back, place=line)

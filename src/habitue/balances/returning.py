"""What comes back with a return, and what moves with a sale. Only actions call this; no row need be held before.

A return calls `take_back` for each line that comes back, and `give_back` once for what it refunds to loyalty.
"""

from uuid import UUID

from django.db.models import QuerySet

from habitue.balances.lots import has_still, share
from habitue.balances.loyalty import told
from habitue.balances.models import Cause, LoyaltyEntry
from habitue.balances.posting import Posting


def take_back(posting: Posting, of_sale: UUID, of_line: int, *, start: int, end: int, of: int) -> int:
    """Take back what the pieces from `start` to `end`, of the `of` of a line, have earned; returns the units.

    `posting` is of the return, `of_sale` and `of_line` (its position) say what was sold then. The customer is whoever
    the sale earned it: of a sale that was tracked or moved, the one who has it now. Pieces are counted over all returns
    of the line, as in decision 170: the first return of two pieces is of 0 to 2, the next of one piece of 2 to 3. It
    is never more than the lot still has, and may bring the balance below nothing where it was spent.
    """
    return sum(
        _shrink(posting, lot, Cause.TAKEN_BACK, share(lot.amount, start, end, of), start)
        for lot in _earned(of_sale).filter(line=of_line)
    )


def redeemed_in(of_sale: UUID) -> int:
    """How many units paid the sale and have not been given back."""
    used = list(LoyaltyEntry.objects.filter(sale=of_sale, cause=Cause.REDEEMED))
    back = LoyaltyEntry.objects.filter(refers__in=used)
    return -sum(each.amount for each in (*used, *back))


def give_back(posting: Posting, of_sale: UUID, units: int, place: int = 0) -> int:
    """Give back units that have paid `of_sale`, to whom they were; returns how many, never more than it was paid with.

    `posting` is of the return, `place` the refund's place in it. Which units are a share of the money that loyalty has
    paid is told by `habitue.balances.lots.share(redeemed_in(…), …)`. The lots that were used are whole again, and may
    have expired meanwhile.
    """
    given = 0
    for used in LoyaltyEntry.objects.select_for_update(no_key=True).filter(sale=of_sale, cause=Cause.REDEEMED):
        back = sum(LoyaltyEntry.objects.filter(refers=used).values_list("amount", flat=True))
        some = min(units - given, -used.amount - back)
        if some > 0:
            said = posting.said(some, Cause.GIVEN_BACK, used.id, place)
            LoyaltyEntry.objects.create(customer_id=used.customer_id, refers=used, **said)
            given += some
    return given


def move_away(posting: Posting, of_sale: UUID) -> int:
    """The sale is somebody else's from now on: what it has earned, and was not taken back, goes. Returns the units."""
    return sum(_shrink(posting, lot, Cause.MOVED, lot.amount, 0) for lot in _earned(of_sale))


def _earned(sale: UUID) -> "QuerySet[LoyaltyEntry]":
    """Held, so that no two take the same back, and what expires meanwhile is known."""
    return LoyaltyEntry.objects.select_for_update(no_key=True).filter(sale=sale, cause=Cause.EARNED).order_by("id")


def _shrink(posting: Posting, lot: LoyaltyEntry, cause: Cause, units: int, start: int) -> int:
    own, *_ = told([lot])
    units = min(units, has_still(own, told(LoyaltyEntry.objects.filter(refers=lot))))
    if units <= 0:
        return 0
    said = posting.said(-units, cause, lot.id, start)
    LoyaltyEntry.objects.create(customer_id=lot.customer_id, line=lot.line, refers=lot, **said)
    return units

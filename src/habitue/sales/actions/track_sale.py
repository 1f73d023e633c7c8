from datetime import date
from uuid import UUID

from habitue.balances.moving import earn_late, move_away
from habitue.balances.posting import Posting
from habitue.customers.following import customer_now
from habitue.customers.models import Customer
from habitue.journal.action import AlreadyDone, Doing, action
from habitue.pricing.models import PromotionUse
from habitue.sales.models import Sale, Track
from habitue.sales.returnable import returnable
from habitue.sales.standing import recount


@action
def track_sale(
    doing: Doing,
    *,
    id: UUID,
    sale: UUID,
    customer: UUID | None,
    register: UUID | None = None,
    earned: list[int] = [],  # noqa: B006 - an action's defaults are written down, never changed
    loyalty_expires: date | None = None,
) -> Sale:
    """A completed sale is from now on `customer`'s, or nobody's. The sale itself stays as it was made.

    Whoever has been merged since is followed to who they are now. `register` is where it was done, if at one. `earned`
    are the units that each of the sale's lines earns them; what has come back meanwhile is taken off. What it had
    earned the one before goes. The promotions that it had are used by whose it is.
    """
    found = Sale.objects.select_for_update().get(id=sale)
    theirs = customer_now(customer) if customer else None
    if customer and theirs is None:
        raise Customer.DoesNotExist
    before, now = found.customer_id, theirs.id if theirs else None
    if before == now or Track.objects.filter(id=id).exists():
        raise AlreadyDone(found)
    Track.objects.create(
        id=id,
        sale=found,
        before_id=before,
        customer=theirs,
        at=doing.stamp.at,
        by_id=doing.stamp.by,
        register_id=register,
    )
    found.customer = theirs
    found.save(update_fields=["customer"])
    PromotionUse.objects.filter(sale=found.id).update(customer=theirs)
    _move_loyalty(Posting(doing, found.id, register), found, earned, loyalty_expires)
    doing.changed(found, *recount(each for each in (before, now) if each))
    return found


def _move_loyalty(posting: Posting, sale: Sale, earned: list[int], expires_on: date | None) -> None:
    move_away(posting, sale.id)
    if sale.customer_id and any(earned):
        pieces = {place: (each.line.quantity, each.returned) for place, each in returnable(sale.id).items()}
        earn_late(posting, sale.customer_id, list(enumerate(earned)), expires_on, pieces)

from uuid import UUID

from habitue.customers.following import customer_now
from habitue.customers.models import Customer
from habitue.journal.action import AlreadyDone, Doing, action
from habitue.sales.models import Sale, Track
from habitue.sales.standing import recount


@action
def track_sale(doing: Doing, *, id: UUID, sale: UUID, customer: UUID | None, register: UUID | None = None) -> Sale:
    """A completed sale is from now on `customer`'s, or nobody's. The sale itself stays as it was made.

    Whoever has been merged since is followed to who they are now. `register` is where it was done, if at one.
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
    doing.changed(found, *recount(each for each in (before, now) if each))
    return found

"""Whose a completed sale turns out to be."""

from collections.abc import Iterable
from uuid import UUID

from habitue.customers.search import freshen
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.database import writing
from habitue.lib.ids import new_id
from habitue.sales.actions import track_sale
from habitue.sales.models import Sale


def track(sales: Iterable[UUID], customer: UUID | None, stamp: Stamp, register: UUID | None = None) -> list[Sale]:
    """These sales are all `customer`'s, or nobody's; each by an entry of its own. All of it happens or none.

    Raises Sale.DoesNotExist and Customer.DoesNotExist.
    """
    wanted = list(dict.fromkeys(sales))
    with writing():
        touched = set(Sale.objects.filter(id__in=wanted).values_list("customer", flat=True))
        tracked = [
            perform(
                track_sale,
                Stamp(stamp.stream, stamp.by, stamp.at),
                id=new_id(),
                sale=sale,
                customer=customer,
                register=register,
            )
            for sale in wanted
        ]
    # The search index ranks by the last visit. It is put right after the sales are.
    for each in touched | {sale.customer_id for sale in tracked}:
        if each:
            freshen(each)
    return tracked

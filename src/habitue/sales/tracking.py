"""Whose a completed sale turns out to be."""

from collections.abc import Iterable
from uuid import UUID

from habitue.customers.following import customer_now
from habitue.customers.models import Customer
from habitue.customers.search import freshen
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.database import writing
from habitue.lib.ids import new_id
from habitue.sales.actions import track_sale
from habitue.sales.earning import earned_late
from habitue.sales.models import Sale


def track(sales: Iterable[UUID], customer: UUID | None, stamp: Stamp, register: UUID | None = None) -> list[Sale]:
    """These sales are all `customer`'s, or nobody's; each by an entry of its own. All of it happens or none.

    Raises Sale.DoesNotExist and Customer.DoesNotExist.
    """
    wanted = list(dict.fromkeys(sales))
    with writing():
        there = Sale.objects.select_related("register__outlet").in_bulk(wanted)
        touched = {sale.customer_id for sale in there.values()}
        whose = customer_now(customer) if customer else None
        tracked = [_track(sale, there.get(sale), whose or customer, stamp, register) for sale in wanted]
    # The search index ranks by the last visit. It is put right after the sales are.
    for each in touched | {sale.customer_id for sale in tracked}:
        if each:
            freshen(each)
    return tracked


def _track(id: UUID, sale: Sale | None, customer: Customer | UUID | None, stamp: Stamp, register: UUID | None) -> Sale:
    earned, last_day = earned_late(sale, customer, stamp.at) if sale and isinstance(customer, Customer) else ([], None)
    return perform(
        track_sale,
        Stamp(stamp.stream, stamp.by, stamp.at),
        id=new_id(),
        sale=id,
        customer=customer.id if isinstance(customer, Customer) else customer,
        register=register,
        earned=earned,
        loyalty_expires=last_day,
    )

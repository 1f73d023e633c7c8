from uuid import UUID

from habitue.balances.merging import part_balances
from habitue.customers.events import write_events
from habitue.customers.merging import Moved, part
from habitue.customers.models import Customer, Happened, Merge
from habitue.journal.action import AlreadyDone, Doing, action
from habitue.pricing.models import PromotionUse
from habitue.sales.models import Basket, Sale
from habitue.sales.standing import recount


class MergedSince(ValueError):
    """The record that was kept has itself been merged into another: that merge has to be undone first."""


@action
def unmerge_customers(doing: Doing, *, id: UUID) -> Merge:
    """The two were not one person after all: each has again what was theirs. What has come since stays where it is."""
    merge = Merge.objects.select_for_update().get(id=id)
    if merge.undone_at:
        raise AlreadyDone(merge)
    held = Customer.objects.select_for_update().in_bulk(sorted((merge.kept_id, merge.gone_id)))
    kept, gone = held[merge.kept_id], held[merge.gone_id]
    if kept.merged_into_id:
        raise MergedSince
    moved = Moved.read(merge.moved)
    spent = {name: now for name, _was, now in moved.fields}.get("spent", str(kept.spent))
    went_on = str(kept.spent) != spent
    part(kept, gone, moved)
    part_balances(doing, kept, gone, moved)
    # A sale that was put on somebody else since is theirs.
    back = Sale.objects.filter(id__in=moved.sales, customer=kept)
    returned = list(back.values_list("id", flat=True))
    went_on = went_on or len(returned) != len(moved.sales)
    back.update(customer=gone)
    PromotionUse.objects.filter(sale__in=returned).update(customer=gone)
    Basket.objects.filter(id__in=moved.baskets, customer=kept).update(customer=gone)
    if went_on:
        recount([kept.id, gone.id])
    merge.undone_at, merge.undone_by_id = doing.stamp.at, doing.stamp.by
    merge.save(update_fields=["undone_at", "undone_by"])
    write_events(doing, Happened.UNMERGED, [(kept.id, []), (gone.id, [])])
    doing.changed(kept, gone, merge)
    doing.changed_many("sale", map(UUID, moved.sales))
    return merge

from uuid import UUID

from habitue.balances.merging import join_balances
from habitue.customers.events import write_events
from habitue.customers.following import who_is_now
from habitue.customers.merging import CHOSEN, join, written
from habitue.customers.models import Customer, Happened, Merge
from habitue.journal.action import AlreadyDone, Doing, action
from habitue.pricing.models import PromotionUse
from habitue.sales.models import Basket, Sale


@action
def merge_customers(
    doing: Doing,
    *,
    id: UUID,
    kept: UUID,
    gone: UUID,
    take: list[str] = [],  # noqa: B006 - an action's defaults are written down, never changed
) -> Merge:
    """The records of `kept` and `gone` are one person's: what was `gone`'s is `kept`'s, and both ids lead there.

    `take` names the fields whose value is taken from `gone` although `kept` has one too; what `kept` has nothing in is
    filled. `id` is the merge's, by which it can be undone.
    """
    if done := Merge.objects.filter(id=id).first():
        raise AlreadyDone(done)
    ids = [who_is_now(Customer.objects.get(id=each)).id for each in (kept, gone)]
    held = Customer.objects.select_for_update().in_bulk(sorted(set(ids)))
    one, other = held[ids[0]], held[ids[1]]
    if one.id == other.id:
        raise AlreadyDone(Merge.objects.filter(kept=one, undone_at=None).order_by("-at").first())
    moved = join(doing, one, other, set(take) & set(CHOSEN))
    sales, baskets = Sale.objects.filter(customer=other), Basket.objects.filter(customer=other)
    moved.sales = [str(sale) for sale in sales.order_by("id").values_list("id", flat=True)]
    moved.baskets = [str(basket) for basket in baskets.order_by("id").values_list("id", flat=True)]
    PromotionUse.objects.filter(sale__in=sales.values("id")).update(customer=one)
    sales.update(customer=one)
    baskets.update(customer=one)
    join_balances(one, other, moved)
    _count(one, other, moved.fields)
    merge = Merge.objects.create(
        id=id, kept=one, gone=other, at=doing.stamp.at, by_id=doing.stamp.by, moved=moved.write()
    )
    told = {*CHOSEN, "note"}
    facts = [[name.removesuffix("_id"), was, now] for name, was, now in moved.fields if name in told]
    write_events(doing, Happened.MERGED, [(one.id, facts), (other.id, [])])
    doing.changed(one, other, merge)
    doing.changed_many("sale", map(UUID, moved.sales))
    return merge


def _count(kept: Customer, gone: Customer, fields: list[tuple[str, str, str]]) -> None:
    """What has been spent, and when they were last here, is of both; the record that is no more keeps its figures."""
    visits = [visit for visit in (kept.last_visit, gone.last_visit) if visit]
    told = {"spent": kept.spent + gone.spent, "last_visit": max(visits, default=None)}
    for name, now in told.items():
        if now != getattr(kept, name):
            fields.append((name, written(getattr(kept, name)), written(now)))
            setattr(kept, name, now)
    kept.save(update_fields=["spent", "last_visit"])

from collections.abc import Iterable
from uuid import UUID

from habitue.customers.events import write_events
from habitue.customers.following import ids_now
from habitue.customers.models import Customer, Group, Happened
from habitue.journal.action import Doing, action

AT_ONCE = 5000


@action
def put_in_group(doing: Doing, *, customers: list[UUID], group: UUID) -> int:
    """These customers are in this group from now on. Returns how many were not already."""
    return move(doing, ids_now(customers), Group.objects.get(id=group))


def move(doing: Doing, customers: Iterable[UUID], to: Group) -> int:
    moved = 0
    ids = list(dict.fromkeys(customers))
    for start in range(0, len(ids), AT_ONCE):
        some = Customer.objects.select_for_update().filter(id__in=ids[start : start + AT_ONCE]).exclude(group=to)
        was = dict(some.values_list("id", "group__name"))
        Customer.objects.filter(id__in=was).update(group=to)
        write_events(doing, Happened.GROUP, [(id, [["group", before, to.name]]) for id, before in was.items()])
        doing.changed_many("customer", was)
        moved += len(was)
    return moved

from uuid import UUID

from habitue.customers.actions.put_in_group import move
from habitue.customers.models import ALL_CUSTOMERS, Customer, Group
from habitue.journal.action import Doing, action


@action
def retire_group(doing: Doing, *, id: UUID, members_to: UUID = ALL_CUSTOMERS) -> Group:
    """The group is offered no more; whoever is in it goes to another. The one that everybody starts in always stays."""
    if id in {ALL_CUSTOMERS, members_to}:
        raise ValueError("a group that customers are to be in cannot be retired")
    group = Group.objects.get(id=id)
    move(doing, Customer.objects.filter(group=group).values_list("id", flat=True), Group.objects.get(id=members_to))
    group.retired_at = group.retired_at or doing.stamp.at
    group.save(update_fields=["retired_at"])
    doing.changed(group)
    return group

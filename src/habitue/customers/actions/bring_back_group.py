from uuid import UUID

from habitue.customers.models import Group
from habitue.journal.action import Doing, action


@action
def bring_back_group(doing: Doing, *, id: UUID) -> Group:
    """It is offered again; who was in it stays where they were put."""
    group = Group.objects.get(id=id)
    group.retired_at = None
    group.save(update_fields=["retired_at"])
    doing.changed(group)
    return group

from uuid import UUID

from habitue.customers.models import Group
from habitue.journal.action import Doing, action


@action
def change_group(doing: Doing, *, id: UUID, name: str, colour: int) -> Group:
    group = Group.objects.get(id=id)
    group.name, group.colour = name, colour
    group.save(update_fields=["name", "colour"])
    doing.changed(group)
    return group

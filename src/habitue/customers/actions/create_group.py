from uuid import UUID

from habitue.customers.models import Group
from habitue.journal.action import AlreadyDone, Doing, action


@action
def create_group(doing: Doing, *, id: UUID, name: str, colour: int = 0) -> Group:
    if existing := Group.objects.filter(id=id).first():
        raise AlreadyDone(existing)
    group = Group.objects.create(id=id, name=name, colour=colour)
    doing.changed(group)
    return group

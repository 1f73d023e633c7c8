from uuid import UUID

from habitue.journal.action import Doing, action
from habitue.stores.models import Register


@action
def rename_register(doing: Doing, *, id: UUID, name: str) -> Register:
    register = Register.objects.get(id=id)
    register.name = name
    register.save(update_fields=["name"])
    doing.changed(register)
    return register

from uuid import UUID

from habitue.journal.action import AlreadyDone, Doing, action
from habitue.stores.models import Register


@action
def create_register(doing: Doing, *, id: UUID, outlet: UUID, name: str, code: str) -> Register:
    """`code` begins every receipt number of the register and is never given twice."""
    if existing := Register.objects.filter(id=id).first():
        raise AlreadyDone(existing)
    register = Register.objects.create(id=id, outlet_id=outlet, name=name, code=code)
    doing.changed(register)
    return register

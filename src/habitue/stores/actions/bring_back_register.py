from uuid import UUID

from habitue.journal.action import Doing, action
from habitue.stores.models import Register


@action
def bring_back_register(doing: Doing, *, id: UUID) -> Register:
    """A retired register sells again, and numbers its receipts from where it had stopped."""
    register = Register.objects.get(id=id)
    register.retired_at = None
    register.save(update_fields=["retired_at"])
    doing.changed(register)
    return register

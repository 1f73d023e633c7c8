from uuid import UUID

from habitue.journal.action import Doing, action
from habitue.stores.models import Register


class LastRegister(Exception):
    """Without this register the shop would have none to sell at."""


@action
def retire_register(doing: Doing, *, id: UUID) -> Register:
    """Nothing is sold at it any more; its receipts keep its code, which is never given again. Raises LastRegister."""
    # The rows are held, so that two registers are not each retired because the other one is still there.
    in_use = Register.objects.filter(retired_at=None).select_for_update(no_key=True)
    if list(in_use.values_list("id", flat=True)) == [id]:
        raise LastRegister
    register = Register.objects.get(id=id)
    register.retired_at = register.retired_at or doing.stamp.at
    register.save(update_fields=["retired_at"])
    doing.changed(register)
    return register

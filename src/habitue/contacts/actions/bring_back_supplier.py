from uuid import UUID

from habitue.contacts.models import Supplier
from habitue.journal.action import Doing, action


@action
def bring_back_supplier(doing: Doing, *, id: UUID) -> Supplier:
    supplier = Supplier.objects.get(id=id)
    supplier.retired_at = None
    supplier.save(update_fields=["retired_at"])
    doing.changed(supplier)
    return supplier

from uuid import UUID

from habitue.contacts.models import Supplier
from habitue.journal.action import Doing, action


@action
def retire_supplier(doing: Doing, *, id: UUID) -> Supplier:
    """They are offered no more; the products that came from them keep their name."""
    supplier = Supplier.objects.get(id=id)
    supplier.retired_at = supplier.retired_at or doing.stamp.at
    supplier.save(update_fields=["retired_at"])
    doing.changed(supplier)
    return supplier

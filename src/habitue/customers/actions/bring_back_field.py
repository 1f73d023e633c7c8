from uuid import UUID

from habitue.customers.models import CustomField
from habitue.journal.action import Doing, action


@action
def bring_back_field(doing: Doing, *, id: UUID) -> CustomField:
    field = CustomField.objects.get(id=id)
    field.retired_at = None
    field.save(update_fields=["retired_at"])
    doing.changed(field)
    return field

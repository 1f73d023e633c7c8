from uuid import UUID

from habitue.customers.models import CustomField
from habitue.journal.action import Doing, action


@action
def retire_field(doing: Doing, *, id: UUID) -> CustomField:
    """It is asked for no more; what records hold in it stays."""
    field = CustomField.objects.get(id=id)
    field.retired_at = field.retired_at or doing.stamp.at
    field.save(update_fields=["retired_at"])
    doing.changed(field)
    return field

from uuid import UUID

from habitue.journal.action import Doing, action
from habitue.stores.models import Staff


@action
def bring_back_staff(doing: Doing, *, id: UUID) -> Staff:
    """Whoever had left is here again, with the role, PIN and password of before."""
    staff = Staff.objects.get(id=id)
    staff.left_at = None
    staff.save(update_fields=["left_at"])
    doing.changed(staff)
    return staff

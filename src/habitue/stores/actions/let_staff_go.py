from uuid import UUID

from habitue.journal.action import Doing, action
from habitue.stores.actions.change_staff import refuse_to_lose_the_last_owner
from habitue.stores.models import Staff


@action
def let_staff_go(doing: Doing, *, id: UUID) -> Staff:
    """The person can sign in no more; what they did keeps their name. Raises LastOwner."""
    staff = Staff.objects.get(id=id)
    refuse_to_lose_the_last_owner(staff)
    staff.left_at = staff.left_at or doing.stamp.at
    staff.save(update_fields=["left_at"])
    doing.changed(staff)
    return staff

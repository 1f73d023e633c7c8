from uuid import UUID

from habitue.journal.action import Doing, action
from habitue.stores.models import Role, Staff


class LastOwner(Exception):
    """Without this owner the shop would have none, and nobody could ever make one again."""


def refuse_to_lose_the_last_owner(person: Staff) -> None:
    """Raises LastOwner."""
    # The rows are held, so that two owners do not each step down because the other one is still there.
    owners = Staff.objects.at_work().filter(role=Role.OWNER).select_for_update(no_key=True)
    if list(owners.values_list("id", flat=True)) == [person.id]:
        raise LastOwner


@action
def change_staff(
    doing: Doing, *, id: UUID, name: str, role: str, language: str, pin: str | None = None, password: str | None = None
) -> Staff:
    """`pin` and `password` are hashes; None leaves them as they are. Raises LastOwner."""
    staff = Staff.objects.get(id=id)
    if role != Role.OWNER:
        refuse_to_lose_the_last_owner(staff)
    staff.name, staff.role, staff.language = name, role, language
    staff.pin = staff.pin if pin is None else pin
    staff.password = staff.password if password is None else password
    staff.save()
    doing.changed(staff)
    return staff

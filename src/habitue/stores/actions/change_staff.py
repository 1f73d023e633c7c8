from uuid import UUID

from habitue.journal.action import Doing, action
from habitue.stores.models import Staff


@action
def change_staff(
    doing: Doing, *, id: UUID, name: str, role: str, language: str, pin: str | None = None, password: str | None = None
) -> Staff:
    """`pin` and `password` are hashes; None leaves them as they are."""
    staff = Staff.objects.get(id=id)
    staff.name, staff.role, staff.language = name, role, language
    staff.pin = staff.pin if pin is None else pin
    staff.password = staff.password if password is None else password
    staff.save()
    doing.changed(staff)
    return staff

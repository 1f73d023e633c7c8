from uuid import UUID

from habitue.journal.action import AlreadyDone, Doing, action
from habitue.stores.models import Staff


@action
def create_staff(doing: Doing, *, id: UUID, name: str, role: str, language: str, pin: str, password: str = "") -> Staff:
    """`pin` and `password` are hashes; without a password the person works at the till only."""
    if existing := Staff.objects.filter(id=id).first():
        raise AlreadyDone(existing)
    staff = Staff.objects.create(id=id, name=name, role=role, language=language, password=password, pin=pin)
    doing.changed(staff)
    return staff

from uuid import UUID

from habitue.journal.action import AlreadyDone, Doing, action
from habitue.sales.models import Duplicate, Sale


@action
def print_receipt(doing: Doing, *, sale: UUID) -> Duplicate:
    """The receipt goes onto paper for the first time, which is the original. There is one."""
    found = Sale.objects.select_for_update().get(id=sale)
    if printed := found.duplicates.filter(number=0).first():
        raise AlreadyDone(printed)
    original = Duplicate.objects.create(sale=found, number=0, at=doing.stamp.at, by_id=doing.stamp.by)
    doing.changed(found)
    return original

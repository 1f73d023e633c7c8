from uuid import UUID

from django.db.models import Max

from habitue.journal.action import Doing, action
from habitue.sales.models import Duplicate, Sale


@action
def reprint_receipt(doing: Doing, *, sale: UUID) -> Duplicate:
    """The receipt is printed once more, as the next of its duplicates."""
    found = Sale.objects.select_for_update().get(id=sale)
    last = found.duplicates.aggregate(last=Max("number"))["last"] or 0
    duplicate = Duplicate.objects.create(sale=found, number=last + 1, at=doing.stamp.at, by_id=doing.stamp.by)
    doing.changed(found)
    return duplicate

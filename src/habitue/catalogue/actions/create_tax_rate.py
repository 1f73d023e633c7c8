from decimal import Decimal
from uuid import UUID

from habitue.catalogue.models import TaxRate
from habitue.journal.action import AlreadyDone, Doing, action


@action
def create_tax_rate(doing: Doing, *, id: UUID, name: str, rate: Decimal) -> TaxRate:
    """`rate` is a share: 0.20 is 20 %."""
    if existing := TaxRate.objects.filter(id=id).first():
        raise AlreadyDone(existing)
    tax_rate = TaxRate.objects.create(id=id, name=name, rate=rate)
    doing.changed(tax_rate)
    return tax_rate

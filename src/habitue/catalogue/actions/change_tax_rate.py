from decimal import Decimal
from uuid import UUID

from habitue.catalogue.models import TaxRate
from habitue.journal.action import Doing, action


@action
def change_tax_rate(doing: Doing, *, id: UUID, name: str, rate: Decimal) -> TaxRate:
    """Sales to come bear the new rate; completed ones keep theirs."""
    tax_rate = TaxRate.objects.get(id=id)
    tax_rate.name, tax_rate.rate = name, rate
    tax_rate.save()
    doing.changed(tax_rate)
    return tax_rate

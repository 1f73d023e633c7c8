from uuid import UUID

from habitue.catalogue.models import TaxRate
from habitue.journal.action import Doing, action


@action
def bring_back_tax_rate(doing: Doing, *, id: UUID) -> TaxRate:
    tax_rate = TaxRate.objects.get(id=id)
    tax_rate.retired_at = None
    tax_rate.save(update_fields=["retired_at"])
    doing.changed(tax_rate)
    return tax_rate

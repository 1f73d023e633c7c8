from uuid import UUID

from habitue.catalogue.models import TaxRate
from habitue.catalogue.using import refuse_if_used
from habitue.journal.action import Doing, action


@action
def retire_tax_rate(doing: Doing, *, id: UUID) -> TaxRate:
    """It is offered to no product any more. What was sold at it stays as it was. Raises StillUsed."""
    tax_rate = TaxRate.objects.get(id=id)
    refuse_if_used(tax_rate)
    tax_rate.retired_at = tax_rate.retired_at or doing.stamp.at
    tax_rate.save(update_fields=["retired_at"])
    doing.changed(tax_rate)
    return tax_rate

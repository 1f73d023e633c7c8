from uuid import UUID

from habitue.journal.action import Doing, action
from habitue.pricing.actions.version import rules_have_changed
from habitue.pricing.models import Promotion


@action
def bring_back_promotion(doing: Doing, *, id: UUID) -> Promotion:
    promotion = Promotion.objects.get(id=id)
    promotion.retired_at = None
    promotion.save(update_fields=["retired_at"])
    doing.changed(promotion)
    rules_have_changed()
    return promotion

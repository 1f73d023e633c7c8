from uuid import UUID

from habitue.journal.action import Doing, action
from habitue.pricing.actions.version import rules_have_changed
from habitue.pricing.models import Promotion


@action
def retire_promotion(doing: Doing, *, id: UUID) -> Promotion:
    """No sale gets it any more. Those that had it keep it."""
    promotion = Promotion.objects.get(id=id)
    promotion.retired_at = promotion.retired_at or doing.stamp.at
    promotion.save(update_fields=["retired_at"])
    doing.changed(promotion)
    rules_have_changed()
    return promotion

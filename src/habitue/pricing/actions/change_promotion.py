from uuid import UUID

from habitue.journal.action import Doing, action
from habitue.pricing.actions.writing_promotions import write_promotion
from habitue.pricing.given import GivenPromotion
from habitue.pricing.models import Promotion


@action
def change_promotion(doing: Doing, *, id: UUID, rule: GivenPromotion) -> Promotion:
    """Sales that had it keep what they had; from now on it is this."""
    promotion = Promotion.objects.select_for_update().get(id=id)
    write_promotion(doing, promotion, rule)
    return promotion

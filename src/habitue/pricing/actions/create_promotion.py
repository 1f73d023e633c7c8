from uuid import UUID

from habitue.journal.action import AlreadyDone, Doing, action
from habitue.pricing.actions.writing_promotions import write_promotion
from habitue.pricing.given import GivenPromotion
from habitue.pricing.models import Promotion


@action
def create_promotion(doing: Doing, *, id: UUID, rule: GivenPromotion) -> Promotion:
    if existing := Promotion.objects.filter(id=id).first():
        raise AlreadyDone(existing)
    promotion = Promotion(id=id)
    write_promotion(doing, promotion, rule)
    return promotion

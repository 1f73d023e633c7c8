from habitue.customers.models import Group
from habitue.journal.action import Doing
from habitue.pricing.actions.version import rules_have_changed
from habitue.pricing.given import GivenPromotion
from habitue.pricing.models import Part, Promotion, PromotionTarget, Takes
from habitue.stores.models import Outlet

PLAIN = (
    "name",
    "value",
    "buy_quantity",
    "get_quantity",
    "spend_from",
    "starts_at",
    "ends_at",
    "days",
    "from_time",
    "until_time",
    "code",
    "per_sale",
    "per_customer",
    "in_total",
    "combines",
)


def write_promotion(doing: Doing, promotion: Promotion, rule: GivenPromotion) -> None:
    """The promotion says all of this, and nothing that it said before."""
    for name in PLAIN:
        setattr(promotion, name, getattr(rule, name))
    promotion.takes = Takes(rule.takes)
    promotion.save()
    promotion.groups.set(Group.objects.filter(id__in=rule.groups))
    promotion.outlets.set(Outlet.objects.filter(id__in=rule.outlets))
    promotion.targets.all().delete()
    PromotionTarget.objects.bulk_create(
        PromotionTarget(
            id=target.id,
            promotion=promotion,
            part=Part(target.part),
            variant_id=target.variant,
            product_id=target.product,
            category_id=target.category,
            brand=target.brand,
        )
        for target in rule.targets
    )
    doing.changed(promotion)
    rules_have_changed()

from decimal import Decimal

from habitue.journal.action import Doing, action
from habitue.pricing.models import DiscountLimit
from habitue.stores.models import Role
from habitue.stores.shop import the_node


@action
def set_discount_limits(doing: Doing, *, limits: dict[str, Decimal]) -> None:
    """From now on each of these roles may take so many per cent off a line or a sale; 100 is no limit."""
    for role, percent in sorted(limits.items()):
        DiscountLimit.objects.update_or_create(role=Role(role), defaults={"percent": percent})
    doing.changed_many("discountlimit", [the_node()])

from habitue.balances.given import GivenRate
from habitue.balances.models import LoyaltyRate
from habitue.journal.action import Doing, action
from habitue.stores.shop import the_node


@action
def set_loyalty_rates(doing: Doing, *, rates: list[GivenRate]) -> None:
    """These are the rates in place of the plan's; any other goes."""
    LoyaltyRate.objects.all().delete()
    LoyaltyRate.objects.bulk_create(
        LoyaltyRate(
            id=each.id,
            group_id=each.group,
            product_id=each.product,
            category_id=each.category,
            brand=each.brand,
            rate=each.rate,
        )
        for each in rates
    )
    doing.changed_many("loyaltyplan", [the_node()])

from habitue.balances.given import GivenTier
from habitue.balances.models import LoyaltyTier
from habitue.journal.action import Doing, action
from habitue.stores.shop import the_node


@action
def set_loyalty_tiers(doing: Doing, *, tiers: list[GivenTier]) -> None:
    """These are the tiers; any other goes."""
    LoyaltyTier.objects.all().delete()
    LoyaltyTier.objects.bulk_create(
        LoyaltyTier(id=each.id, name=each.name, spent=each.spent, multiplier=each.multiplier) for each in tiers
    )
    doing.changed_many("loyaltyplan", [the_node()])

from habitue.journal.action import Doing, action
from habitue.pricing.actions.version import rules_have_changed
from habitue.pricing.models import Choice, PricingPolicy
from habitue.stores.shop import the_node


@action
def choose_between_books(doing: Doing, *, choice: str) -> PricingPolicy:
    """Which price counts where several books have one."""
    rules_have_changed()
    policy = PricingPolicy.objects.get()
    policy.choice = Choice(choice)
    policy.save(update_fields=["choice"])
    doing.changed_many("pricingpolicy", [the_node()])
    return policy

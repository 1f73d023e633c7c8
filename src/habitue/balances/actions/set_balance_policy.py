from habitue.balances.models import BalancePolicy
from habitue.journal.action import Doing, action
from habitue.stores.shop import the_node


@action
def set_balance_policy(
    doing: Doing,
    *,
    receipt_shows_loyalty: bool,
    receipt_shows_credit: bool,
    receipt_shows_account: bool,
    gift_card_months: int | None = None,
) -> BalancePolicy:
    """Which balances a receipt shows, and for how long a gift card that is sold from now on is good."""
    policy, _new = BalancePolicy.objects.update_or_create(
        id=1,
        defaults={
            "receipt_shows_loyalty": receipt_shows_loyalty,
            "receipt_shows_credit": receipt_shows_credit,
            "receipt_shows_account": receipt_shows_account,
            "gift_card_months": gift_card_months,
        },
    )
    doing.changed_many("balancepolicy", [the_node()])
    return policy

"""What a receipt says of the balances of whose sale it is, as they were when it was made or tracked to them."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Sum

from habitue.balances.models import Cause
from habitue.balances.policy import the_policy
from habitue.sales.models import Sale
from habitue.sales.statements import Balance, entries_of


@dataclass(frozen=True, slots=True)
class ShownBalance:
    """`done` is what the sale did to it, by its cause; `after` is what there was then."""

    balance: Balance
    done: list[tuple[Cause, int]]
    after: int


def balances_on_receipt(sale: Sale) -> list[ShownBalance]:
    """Those that the shop wants shown and that the customer has anything of."""
    if sale.customer_id is None:
        return []
    policy = the_policy()
    wanted = {
        Balance.LOYALTY: policy.receipt_shows_loyalty,
        Balance.CREDIT: policy.receipt_shows_credit,
        Balance.ACCOUNT: policy.receipt_shows_account,
    }
    shown = (_shown(balance, sale) for balance, show in wanted.items() if show)
    return [each for each in shown if each.done or each.after]


def _shown(balance: Balance, sale: Sale) -> ShownBalance:
    entries = entries_of(balance, sale.customer_id) if sale.customer_id else None
    if entries is None:
        return ShownBalance(balance, [], 0)
    # Who is tracked to it later earns then.
    here = list(entries.filter(sale=sale.id).values_list("cause", "amount", "at"))
    last = max([sale.completed_at, *(at for _cause, _amount, at in here)])
    sums: Counter[Cause] = Counter()
    for cause, amount, _at in here:
        sums[Cause(cause)] += amount
    after = entries.filter(at__lte=last).aggregate(sum=Sum("amount"))["sum"] or 0
    return ShownBalance(balance, [(cause, sums[cause]) for cause in Cause if sums.get(cause)], after)

"""Store credit that was used while two records were one is not there a second time when they are parted."""

import pytest

import habitue.balances.invariants
import habitue.sales.invariants  # noqa: F401 - they are known by being imported
from habitue.balances.actions import change_credit
from habitue.balances.models import CreditEntry
from habitue.balances.sums import credit_of
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.lib.invariants import INVARIANTS
from habitue.sales.actions import PaymentFacts, merge_customers, unmerge_customers
from habitue.sales.models import Tender
from tests.selling import cash, facts, sell
from tests.shop import SmallShop


@pytest.mark.parametrize(
    ("own", "theirs", "used", "left"),
    [
        (0, 8900, 8900, (0, 0)),
        (2000, 5000, 6000, (0, 1000)),
        (2000, 5000, 1500, (500, 5000)),
        (0, 5000, 0, (0, 5000)),
    ],
)
def test_what_was_used_together_is_gone_for_both(
    shop: SmallShop, own: int, theirs: int, used: int, left: tuple[int, int]
) -> None:
    kept, gone = shop.welcome("Marie", "Curie"), shop.welcome("Ondine", "Curie")
    for customer, amount in ((kept, own), (gone, theirs)):
        if amount:
            reason = "a scratch"
            perform(change_credit, Stamp(shop.node), id=new_id(), customer=customer.id, amount=amount, reason=reason)
    merge = perform(merge_customers, Stamp(shop.node), id=new_id(), kept=kept.id, gone=gone.id)
    if used:
        paid = [PaymentFacts(Tender.CREDIT, used, used), cash(8900 - used)]
        sell(shop, [facts(shop.stock())], *(each for each in paid if each.amount), customer=kept)
    perform(unmerge_customers, Stamp(shop.node), id=merge.id)
    assert (credit_of(kept.id), credit_of(gone.id)) == left
    assert not [finding for each in INVARIANTS for finding in each.broken()]
    assert CreditEntry.objects.filter(cause="parted").count() == (2 if used > own else 0)

"""The journal is enough: loyalty that is replayed elsewhere comes to the same entries."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Model

from habitue.balances.actions import GivenRate, GivenTier, change_loyalty, set_loyalty_rates, set_loyalty_tiers
from habitue.balances.models import LoyaltyEntry, LoyaltyMember, LoyaltyPlan, LoyaltyRate, LoyaltyTier
from habitue.balances.sums import loyalty_of
from habitue.customers.models import ALL_CUSTOMERS
from habitue.journal.action import Stamp
from habitue.journal.models import Entry
from habitue.journal.perform import perform, replay
from habitue.lib.ids import new_id
from habitue.sales.actions import PaymentFacts, merge_customers
from habitue.sales.models import Tender
from habitue.sales.tracking import track
from tests.balances.loyal import expire, join, plan
from tests.sales.test_replay import rows, wipe
from tests.selling import bring_back, cash, facts, sell
from tests.shop import SmallShop

FACTS: list[type[Model]] = [LoyaltyEntry, LoyaltyMember, LoyaltyPlan, LoyaltyRate, LoyaltyTier]


@pytest.mark.django_db
def test_loyalty_replayed_from_the_journal_is_the_same() -> None:
    shop = SmallShop()
    plan(shop, welcome=50)
    office = Stamp(shop.node, shop.owner.id)
    perform(set_loyalty_rates, office, rates=[GivenRate(id=new_id(), group=ALL_CUSTOMERS, rate=Decimal(2))])
    tier = GivenTier(id=new_id(), name="Gold", spent=100, multiplier=Decimal(2))
    perform(set_loyalty_tiers, Stamp(shop.node, shop.owner.id), tiers=[tier])
    marie, paul, other = shop.welcome(), shop.welcome("Paul", "Durand"), shop.welcome("Marie", "Curry")
    for each in (marie, paul):
        join(shop, each, welcome=50)
    gift = Stamp(shop.node, shop.owner.id)
    day = date(2026, 3, 31)
    perform(change_loyalty, gift, id=new_id(), customer=marie.id, units=300, reason="a gift", expires_on=day)
    loafer = shop.stock()
    paid = PaymentFacts(Tender.LOYALTY, 100, 100, units=100)
    sale = sell(shop, [facts(loafer, 2, total=17_800, earned=177)], paid, cash(17_700), customer=marie)
    bring_back(shop, sale, 1, customer=marie)
    track([sale.id], paul.id, shop.at_register())
    expire(shop, date(2026, 4, 1), marie)
    perform(merge_customers, Stamp(shop.node, shop.owner.id), id=new_id(), kept=other.id, gone=marie.id)
    kept, sums = [rows(model) for model in FACTS], [loyalty_of(each.id) for each in (marie, paul, other)]
    assert sums[0] == 0
    entries = list(Entry.objects.order_by("at", "number", "id"))
    wipe()
    for entry in entries:
        replay(entry)
    assert [rows(model) for model in FACTS] == kept
    assert [loyalty_of(each.id) for each in (marie, paul, other)] == sums

"""Joining, leaving, being given and losing loyalty; and where it goes with a sale or a merge."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from habitue.balances.actions import (
    GivenRate,
    GivenTier,
    UnitStays,
    change_loyalty,
    leave_loyalty,
    set_loyalty_rates,
    set_loyalty_tiers,
)
from habitue.balances.loyalty import is_member, units_for, worth_of
from habitue.balances.models import LoyaltyEntry, LoyaltyMember, LoyaltyPlan
from habitue.balances.next_expiry import next_to_expire
from habitue.balances.sums import NotEnough, loyalty_of
from habitue.customers.models import ALL_CUSTOMERS, Customer, CustomerEvent
from habitue.journal.action import Stamp
from habitue.journal.models import Entry
from habitue.journal.perform import perform
from habitue.lib.clock import months_after, now
from habitue.lib.ids import new_id
from habitue.pricing.actions import create_promotion
from habitue.pricing.given import GivenPromotion
from habitue.sales.actions import LineFacts, merge_customers, unmerge_customers
from habitue.sales.models import Sale
from habitue.sales.tracking import track
from tests.balances.loyal import entries, expire, join, plan
from tests.selling import bring_back, cash, facts, give_points, sell
from tests.shop import SmallShop

MARCH = date(2026, 3, 31)


def give(shop: SmallShop, customer: Customer, units: int, expires_on: date | None = None) -> LoyaltyEntry:
    return perform(
        change_loyalty,
        Stamp(shop.node, shop.owner.id),
        id=new_id(),
        customer=customer.id,
        units=units,
        reason="for the trouble",
        expires_on=expires_on,
    )


def merge(shop: SmallShop, kept: Customer, gone: Customer) -> Stamp:
    merge = new_id()
    perform(merge_customers, Stamp(shop.node, shop.owner.id), id=merge, kept=kept.id, gone=gone.id)
    return Stamp(shop.node, shop.owner.id, entry=merge)


def bought(shop: SmallShop, customer: Customer | None = None, *lines: LineFacts) -> Sale:
    sold = list(lines) or [facts(shop.stock(), 2, total=17_800)]
    return sell(shop, sold, cash(sum(line.total for line in sold)), customer=customer)


def test_the_welcome_gift_is_given_once_ever(shop: SmallShop) -> None:
    marie = shop.welcome()
    join(shop, marie, welcome=50)
    assert is_member(marie.id)
    perform(leave_loyalty, shop.at_register(), customer=marie.id)
    assert not is_member(marie.id)
    join(shop, marie, welcome=50)
    assert is_member(marie.id)
    assert entries(marie) == [("welcome", 50)]
    assert list(CustomerEvent.objects.order_by("at").values_list("kind", flat=True)) == [
        "loyalty_joined",
        "loyalty_left",
        "loyalty_joined",
    ]


def test_joining_twice_is_joining_once(shop: SmallShop) -> None:
    marie = shop.welcome()
    join(shop, marie, welcome=50)
    written = Entry.objects.count()
    join(shop, marie, welcome=50)
    assert Entry.objects.count() == written
    assert LoyaltyMember.objects.get().words == "We count what you buy."


def test_the_unit_stays_once_somebody_has_some_of_it(shop: SmallShop) -> None:
    plan(shop, unit="money")
    plan(shop, unit="points")
    give_points(shop, shop.welcome(), 5)
    with pytest.raises(UnitStays):
        plan(shop, unit="money")
    plan(shop, rate=Decimal(2))
    assert LoyaltyPlan.objects.get().rate == 2


def test_what_points_pay() -> None:
    half = LoyaltyPlan(unit="points", worth=Decimal("0.5"))
    assert worth_of(half, 421) == 210
    assert units_for(half, 210) == 420
    three = LoyaltyPlan(unit="points", worth=Decimal(3))
    assert (worth_of(three, 33), units_for(three, 100)) == (99, 34)
    money = LoyaltyPlan(unit="money", worth=Decimal(7))
    assert (worth_of(money, 420), units_for(money, 420)) == (420, 420)


def test_nobody_takes_more_by_hand_than_there_is(shop: SmallShop) -> None:
    marie = shop.welcome()
    give(shop, marie, 30)
    with pytest.raises(NotEnough) as not_enough:
        give(shop, marie, -31)
    assert not_enough.value.has == 30
    give(shop, marie, -10)
    assert loyalty_of(marie.id) == 20
    assert LoyaltyEntry.objects.order_by("at").values_list("note", flat=True)[0] == "for the trouble"


def test_what_nobody_used_expires_once(shop: SmallShop) -> None:
    marie = shop.welcome()
    lot = give(shop, marie, 30, MARCH)
    give(shop, marie, 5)
    give(shop, marie, -10)
    soon = next_to_expire(marie.id)
    assert soon
    assert (soon.expires_on, soon.left) == (MARCH, 20)
    assert expire(shop, MARCH, marie) == 0
    assert expire(shop, date(2026, 4, 1), marie) == 20
    assert expire(shop, date(2026, 4, 2), marie) == 0
    assert loyalty_of(marie.id) == 5
    assert LoyaltyEntry.objects.get(cause="expired").refers == lot


def test_a_return_takes_no_more_than_has_not_expired(shop: SmallShop) -> None:
    marie = shop.welcome()
    sale = bought(shop, marie, facts(shop.stock(), 2, total=17_800, earned=178))
    LoyaltyEntry.objects.update(expires_on=MARCH)
    expire(shop, date(2026, 4, 1), marie)
    bring_back(shop, sale, 1, customer=marie)
    assert loyalty_of(marie.id) == 0


def test_a_sale_tracked_late_earns_what_it_would_have_earned(shop: SmallShop) -> None:
    plan(shop, expires_months=12)
    marie = shop.welcome()
    join(shop, marie)
    sale = bought(shop)
    track([sale.id], marie.id, shop.at_register())
    track([sale.id], marie.id, shop.at_register())
    assert entries(marie) == [("earned", 178)]
    earned = LoyaltyEntry.objects.get()
    assert earned.expires_on == months_after(earned.at.astimezone(shop.outlet.zone).date(), 12)


def test_who_has_not_joined_earns_nothing_by_tracking(shop: SmallShop) -> None:
    plan(shop)
    marie = shop.welcome()
    track([bought(shop).id], marie.id, shop.at_register())
    assert entries(marie) == []


def test_what_a_moved_sale_has_earned_moves(shop: SmallShop) -> None:
    plan(shop)
    marie, paul = shop.welcome(), shop.welcome("Paul", "Durand")
    join(shop, marie)
    join(shop, paul)
    sale = bought(shop, marie, facts(shop.stock(), 2, total=17_800, earned=178))
    track([sale.id], paul.id, shop.at_register())
    assert (loyalty_of(marie.id), loyalty_of(paul.id)) == (0, 178)
    track([sale.id], marie.id, shop.at_register())
    assert (loyalty_of(marie.id), loyalty_of(paul.id)) == (178, 0)
    track([sale.id], None, shop.at_register())
    assert (loyalty_of(marie.id), loyalty_of(paul.id)) == (0, 0)


def test_what_came_back_before_is_not_earned_by_tracking(shop: SmallShop) -> None:
    plan(shop)
    marie = shop.welcome()
    join(shop, marie)
    sale = bought(shop)
    bring_back(shop, sale, 1)
    track([sale.id], marie.id, shop.at_register())
    assert loyalty_of(marie.id) == 89
    bring_back(shop, sale, 1)
    assert loyalty_of(marie.id) == 0


def test_a_promotion_counts_for_a_sale_that_is_tracked_later(shop: SmallShop) -> None:
    plan(shop)
    rule = GivenPromotion(name="Double points", takes="loyalty", value=Decimal(2))
    perform(create_promotion, Stamp(shop.node), id=new_id(), rule=rule)
    marie = shop.welcome()
    join(shop, marie)
    sale = bought(shop)
    track([sale.id], marie.id, shop.at_register())
    assert loyalty_of(marie.id) == 2 * 178


def test_a_tier_counts_what_was_spent_lately(shop: SmallShop) -> None:
    plan(shop)
    tier = GivenTier(id=new_id(), name="Gold", spent=10_000, multiplier=Decimal(2))
    perform(set_loyalty_tiers, Stamp(shop.node), tiers=[tier])
    marie = shop.welcome()
    join(shop, marie)
    first, second = bought(shop), bought(shop, None, facts(shop.stock("Boot")))
    track([first.id], marie.id, shop.at_register())
    assert loyalty_of(marie.id) == 178
    track([second.id], marie.id, shop.at_register())
    assert loyalty_of(marie.id) == 178 + 2 * 89
    Sale.objects.update(completed_at=now() - timedelta(days=400))
    third = bought(shop, None, facts(shop.stock("Clog")))
    track([third.id], marie.id, shop.at_register())
    assert loyalty_of(marie.id) == 178 + 2 * 89 + 89


def test_a_group_has_a_rate_of_its_own(shop: SmallShop) -> None:
    plan(shop)
    rate = GivenRate(id=new_id(), group=ALL_CUSTOMERS, rate=Decimal("0.5"))
    perform(set_loyalty_rates, Stamp(shop.node), rates=[rate])
    marie = shop.welcome()
    join(shop, marie)
    track([bought(shop).id], marie.id, shop.at_register())
    assert loyalty_of(marie.id) == 89


def test_a_merge_joins_balances_and_undoing_it_parts_them(shop: SmallShop) -> None:
    marie, other = shop.welcome(), shop.welcome("Marie", "Curry")
    join(shop, other)
    give(shop, marie, 10)
    lot = give(shop, other, 30, MARCH)
    undone = merge(shop, marie, other)
    assert loyalty_of(marie.id) == 40
    assert is_member(marie.id)
    expire(shop, date(2026, 4, 1), marie)
    give(shop, other, 7)
    assert loyalty_of(marie.id) == 17
    perform(unmerge_customers, Stamp(shop.node), id=undone.entry)
    assert (loyalty_of(marie.id), loyalty_of(other.id)) == (17, 0)
    assert not is_member(marie.id)
    assert is_member(other.id)
    assert LoyaltyEntry.objects.get(refers=lot).customer == other

"""Whatever is done, in any order: a balance is the sum of its entries, and nobody gains by going round in circles."""

from collections import Counter
from datetime import timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import habitue.sales.invariants  # noqa: F401 - they are known by being imported
from habitue.balances import invariants  # noqa: F401 - as above
from habitue.balances.actions import change_loyalty
from habitue.balances.models import Cause, LoyaltyEntry
from habitue.balances.sums import loyalty_of
from habitue.catalogue.models import Variant
from habitue.customers.models import Customer, Merge
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.clock import now
from habitue.lib.ids import new_id
from habitue.lib.invariants import INVARIANTS
from habitue.sales.actions import CannotVoid, PaymentFacts, merge_customers, unmerge_customers, void_sale
from habitue.sales.models import Document, Sale, Tender
from habitue.sales.returnable import returnable
from habitue.sales.tracking import track
from tests.balances.loyal import expire, join, plan
from tests.selling import bring_back, cash, facts, sell
from tests.shop import SmallShop

WHAT = ("sell", "sell", "return", "return", "void", "track", "merge", "undo", "expire", "give")


class Going:
    """The shop as it goes on: each step draws what it needs, and says nothing when there is nothing to do."""

    def __init__(self, shop: SmallShop, data: st.DataObject) -> None:
        self.shop, self.data = shop, data
        plan(shop, expires_months=12)
        self.people = [shop.welcome(name, "Curie") for name in ("Marie", "Irène", "Ève")]
        for each in self.people:
            join(shop, each)
        self.loafer = Variant.objects.first() or shop.stock()
        self.given = 0
        self.day = now().date()

    def somebody(self) -> Customer:
        return self.data.draw(st.sampled_from(self.people))

    def sales(self) -> list[Sale]:
        return list(Sale.objects.filter(document=Document.SALE, customer__in=self.people).order_by("id"))

    def sell(self) -> None:
        who = Customer.objects.get(id=self.somebody().id)
        who = who.merged_into or who
        pieces = self.data.draw(st.integers(1, 3))
        total = 1000 * pieces
        units = min(self.data.draw(st.integers(0, 500)), total, max(0, loyalty_of(who.id)))
        paid = [PaymentFacts(Tender.LOYALTY, units, units, units=units)] if units else []
        earned = (total - units) // 100
        sell(
            self.shop,
            [facts(self.loafer, pieces, total=total, earned=earned)],
            *paid,
            cash(total - units),
            customer=who,
        )
        newest = LoyaltyEntry.objects.filter(cause=Cause.EARNED, expires_on=None)
        newest.update(expires_on=self.day + timedelta(days=self.data.draw(st.integers(1, 30))))

    def bring_back(self) -> None:
        if sales := self.sales():
            sale = self.data.draw(st.sampled_from(sales))
            if left := returnable(sale.id)[0].left:
                bring_back(self.shop, sale, self.data.draw(st.integers(1, left)), customer=sale.customer)

    def void(self) -> None:
        if sales := self.sales():
            sale = self.data.draw(st.sampled_from(sales))
            try:
                perform(void_sale, self.shop.at_register(), id=new_id(), sale=sale.id, register=self.shop.register.id)
            except CannotVoid:
                return

    def track(self) -> None:
        if sales := self.sales():
            track([self.data.draw(st.sampled_from(sales)).id], self.somebody().id, self.shop.at_register())

    def merge(self) -> None:
        one, other = self.somebody(), self.somebody()
        there = {each.id: each for each in Customer.objects.filter(merged_into=None)}
        if one != other and one.id in there and other.id in there:
            perform(merge_customers, Stamp(self.shop.node), id=new_id(), kept=one.id, gone=other.id)

    def undo(self) -> None:
        last = Merge.objects.filter(undone_at=None).order_by("-at", "-id").first()
        if last:
            perform(unmerge_customers, Stamp(self.shop.node), id=last.id)

    def expire(self) -> None:
        self.day += timedelta(days=self.data.draw(st.integers(0, 20)))
        expire(self.shop, self.day, *self.people)

    def give(self) -> None:
        units = self.data.draw(st.integers(1, 300))
        self.given += units
        stamp = Stamp(self.shop.node)
        perform(change_loyalty, stamp, id=new_id(), customer=self.somebody().id, units=units, reason="for the test")

    def step(self) -> None:
        what = self.data.draw(st.sampled_from(WHAT))
        getattr(self, "bring_back" if what == "return" else what)()

    def everything_comes_back(self) -> None:
        for sale in self.sales():
            if left := returnable(sale.id)[0].left:
                bring_back(self.shop, sale, left, customer=sale.customer)


def assert_all_holds() -> None:
    found = [f"{each.says}: {finding}" for each in INVARIANTS for finding in each.broken()]
    assert not found


def balances(people: list[Customer]) -> int:
    return sum(loyalty_of(each.id) for each in people)


@settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(st.data())
def test_whatever_happens_balances_are_the_sums_and_nobody_gains(shop: SmallShop, data: st.DataObject) -> None:
    with transaction.atomic():
        going = Going(shop, data)
        for _ in range(data.draw(st.integers(3, 10))):
            going.step()
        entries = Counter(dict.fromkeys((each.id for each in going.people), 0))
        for entry in LoyaltyEntry.objects.all():
            entries[entry.customer_id] += entry.amount
        assert {each.id: loyalty_of(each.id) for each in going.people} == dict(entries)
        assert_all_holds()
        going.everything_comes_back()
        assert_all_holds()
        # What is left of everybody's loyalty is no more than what was given to them.
        assert balances(going.people) <= going.given
        # The next example begins where this one did.
        transaction.set_rollback(True)

"""Whatever is done, in any order: a balance is the sum of its entries, and nobody gains by going round in circles."""

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

import habitue.sales.invariants  # noqa: F401 - they are known by being imported
from habitue.balances import invariants  # noqa: F401 - as above
from habitue.balances.actions import change_loyalty, open_account
from habitue.balances.models import Cause, GiftCard, LoyaltyEntry
from habitue.balances.sums import NotEnough, credit_of, gift_card_of, loyalty_of
from habitue.catalogue.models import Variant
from habitue.customers.models import Customer, Merge
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.clock import now
from habitue.lib.ids import new_id
from habitue.lib.invariants import INVARIANTS
from habitue.sales.actions import LineFacts, PaymentFacts, merge_customers, unmerge_customers
from habitue.sales.models import Document, Sale, Tender
from habitue.sales.returnable import line_coming_back, refunds_to_balances, returnable
from habitue.sales.tracking import track
from habitue.sales.voiding import MayNotVoid, void
from tests.balances.loyal import expire, join, plan
from tests.selling import cash, facts, sell
from tests.shop import SmallShop

WHAT = ("sell", "sell", "return", "return", "exchange", "void", "void", "track", "merge", "undo", "expire", "give")


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
        """What was bought and can come back."""
        bought = (Document.SALE, Document.EXCHANGE)
        return list(Sale.objects.filter(document__in=bought, customer__in=self.people).order_by("id"))

    def sell(self) -> None:
        who = Customer.objects.get(id=self.somebody().id)
        self._sell(who.merged_into or who, [], [])

    def _sell(self, who: Customer, back: list[LineFacts], refunds: list[PaymentFacts]) -> None:
        """Goods, and at times a gift card, beside what comes back; paid from what there is, and the rest in cash."""
        pieces = self.data.draw(st.integers(1, 3))
        total = 1000 * pieces
        units = min(self.data.draw(st.integers(0, 500)), total, max(0, loyalty_of(who.id)))
        lines = [*back, facts(self.loafer, pieces, total=total, earned=(total - units) // 100)]
        if self.data.draw(st.booleans()):
            lines.append(self._a_card(self.data.draw(st.integers(100, 900))))
        paid = [*refunds, *([PaymentFacts(Tender.LOYALTY, units, units, units=units)] if units else [])]
        paid += self._from_balances(who, total - units)
        rest = sum(line.total for line in lines) - sum(each.amount for each in paid)
        document = Document.EXCHANGE if back else Document.SALE
        sell(self.shop, lines, *paid, *([cash(rest)] if rest else []), customer=who, document=document)
        newest = LoyaltyEntry.objects.filter(cause=Cause.EARNED, expires_on=None)
        newest.update(expires_on=self.day + timedelta(days=self.data.draw(st.integers(1, 30))))

    def _a_card(self, amount: int) -> LineFacts:
        card = new_id()
        gift = facts(self.loafer, total=amount)
        return replace(gift, off=0, unit_price=amount, kind="gift_card", gift_card=card, gift_code=card.hex[-16:])

    def _from_balances(self, who: Customer, due: int) -> list[PaymentFacts]:
        paid = []
        cards = [card for card in GiftCard.objects.order_by("id") if gift_card_of(card.id) > 0]
        if cards and (card := self.data.draw(st.sampled_from([None, *cards]))):
            amount = min(due, self.data.draw(st.integers(1, gift_card_of(card.id))))
            paid.append(PaymentFacts(Tender.GIFT_CARD, amount, amount, gift_card=card.id))
            due -= amount
        if amount := min(due, credit_of(who.id), self.data.draw(st.integers(0, 500))):
            paid.append(PaymentFacts(Tender.CREDIT, amount, amount))
            due -= amount
        if amount := min(due, self.data.draw(st.integers(0, 500))):
            perform(open_account, Stamp(self.shop.node), customer=who.id, limit=10**6, days=30)
            paid.append(PaymentFacts(Tender.ACCOUNT, amount, amount))
        return [each for each in paid if each.amount]

    def _coming_back(self, sale: Sale) -> tuple[list[LineFacts], list[PaymentFacts]]:
        """Some of its goods, refunded to the balances that had paid them."""
        out = returnable(sale.id)
        at, goods = next((at, each) for at, each in out.items() if each.line.kind == "goods")
        if not goods.left:
            return [], []
        line = line_coming_back(goods.line, goods.returned, self.data.draw(st.integers(1, goods.left)), "fit")
        assert line.of_line == at
        return [line], refunds_to_balances(sale, [line], out)

    def bring_back(self) -> None:
        if sales := self.sales():
            sale = self.data.draw(st.sampled_from(sales))
            lines, refunds = self._coming_back(sale)
            if rest := sum(line.total for line in lines) - sum(each.amount for each in refunds):
                way = self.data.draw(st.sampled_from((Tender.CASH, Tender.CREDIT)))
                refunds.append(PaymentFacts(way, rest, rest))
            if lines:
                sell(self.shop, lines, *refunds, customer=sale.customer, document=Document.RETURN)

    def exchange(self) -> None:
        if sales := self.sales():
            sale = self.data.draw(st.sampled_from(sales))
            lines, refunds = self._coming_back(sale)
            if lines and sale.customer:
                # What comes back may take with it the loyalty that was to pay.
                with suppress(NotEnough), transaction.atomic():
                    self._sell(sale.customer, lines, refunds)

    def void(self) -> None:
        if documents := list(Sale.objects.filter(customer__in=self.people, void=None).order_by("id")):
            document = self.data.draw(st.sampled_from(documents))
            stamp = self.shop.at_register()
            with suppress(MayNotVoid), transaction.atomic():
                void(document, self.shop.register, stamp, id=new_id(), allowed_by=self.shop.owner.id)

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

    def step(self, what: str) -> None:
        getattr(self, "bring_back" if what == "return" else what)()

    def everything_comes_back(self) -> None:
        for sale in self.sales():
            out = returnable(sale.id)
            for each in out.values():
                if each.left and each.line.kind == "goods":
                    line = line_coming_back(each.line, each.returned, each.left, "fit")
                    refunds = refunds_to_balances(sale, [line], out)
                    rest = line.total - sum(refund.amount for refund in refunds)
                    paid = [*refunds, *([cash(rest)] if rest else [])]
                    sell(self.shop, [line], *paid, customer=sale.customer, document=Document.RETURN)


def assert_all_holds() -> None:
    found = [f"{each.says}: {finding}" for each in INVARIANTS for finding in each.broken()]
    assert not found


def balances(people: list[Customer]) -> int:
    return sum(loyalty_of(each.id) for each in people)


@settings(max_examples=12)
@given(st.data())
def test_whatever_happens_balances_are_the_sums_and_nobody_gains(shop: SmallShop, data: st.DataObject) -> None:
    with transaction.atomic():
        going = Going(shop, data)
        # Where nothing was sold nearly every other step has nothing to do.
        for _ in going.people:
            going.sell()
        for what in data.draw(st.lists(st.sampled_from(WHAT), min_size=8, max_size=14)):
            going.step(what)
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

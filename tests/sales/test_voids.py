"""Returns, exchanges, and sales that moved balances are voided too, and everything is again as it was."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

import habitue.balances.invariants
import habitue.sales.invariants  # noqa: F401 - they are known by being imported
from habitue.balances.actions import open_account
from habitue.balances.sums import account_of, credit_of, gift_card_of, loyalty_of
from habitue.catalogue.models import Kind
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.lib.invariants import INVARIANTS
from habitue.pricing.models import PromotionUse
from habitue.sales.actions import LineFacts, PaymentFacts
from habitue.sales.models import Document, Sale, Tender
from habitue.sales.owing import owing_now
from habitue.sales.returnable import line_coming_back, refunds_to_balances, returnable
from habitue.sales.tracking import track
from habitue.sales.voiding import MayNotVoid, Why, void
from tests.balances.loyal import join, plan
from tests.pricing.shop_rules import a_promotion
from tests.selling import cash, facts, give_points, put_on_card, sell
from tests.shop import SmallShop

type Voids = Callable[[Sale], Sale]


@pytest.fixture
def undo(shop: SmallShop) -> Voids:
    def voids(document: Sale) -> Sale:
        made = void(document, shop.register, shop.at_register(), id=new_id(), allowed_by=shop.owner.id)
        assert not [finding for each in INVARIANTS for finding in each.broken()]
        return made

    return voids


def came_back(sale: Sale, pieces: int = 1) -> LineFacts:
    out = returnable(sale.id)[0]
    return line_coming_back(out.line, out.returned, pieces, "fit")


def bring_back(shop: SmallShop, sale: Sale, pieces: int = 1, way: str = Tender.CASH) -> Sale:
    """What a balance had paid goes back to it, the rest to `way`."""
    line, customer = came_back(sale, pieces), sale.customer
    refunds = refunds_to_balances(sale, [line], returnable(sale.id))
    if rest := line.total - sum(each.amount for each in refunds):
        refunds.append(PaymentFacts(way, rest, rest))
    return sell(shop, [line], *refunds, customer=customer, document=Document.RETURN)


def refused(undo: Voids, document: Sale) -> Why:
    before = Sale.objects.count()
    with pytest.raises(MayNotVoid) as told:
        undo(document)
    assert Sale.objects.count() == before
    return told.value.why


def test_a_voided_return_is_out_again_and_can_come_back(shop: SmallShop, marie: Customer, undo: Voids) -> None:
    sale = sell(shop, [facts(shop.stock(), 3, total=10_000)], cash(10_000), customer=marie)
    back = bring_back(shop, sale, 2)
    made = undo(back)
    assert (made.document, made.total, made.voids) == (Document.VOID, 6667, back)
    assert [(each.tender, each.amount) for each in made.payments.all()] == [("cash", 6667)]
    assert returnable(sale.id)[0].left == 3
    assert not returnable(made.id)
    marie.refresh_from_db()
    assert marie.spent == 10_000
    assert bring_back(shop, sale, 3).total == -10_000


def test_it_is_voided_once_and_a_void_never(shop: SmallShop, undo: Voids) -> None:
    back = bring_back(shop, sell(shop, [facts(shop.stock())], cash(8900)))
    made = undo(back)
    assert undo(back) == made
    assert refused(undo, made) == Why.IS_VOID


def test_what_came_back_after_it_is_voided_first(shop: SmallShop, undo: Voids) -> None:
    sale = sell(shop, [facts(shop.stock(), 3, total=10_000)], cash(10_000))
    first, second = bring_back(shop, sale), bring_back(shop, sale)
    assert refused(undo, first) == Why.BROUGHT_BACK_SINCE
    assert refused(undo, sale) == Why.CAME_BACK
    for document in (second, first, sale):
        undo(document)


def test_an_exchange_is_undone_both_ways(shop: SmallShop, marie: Customer, undo: Voids) -> None:
    plan(shop)
    join(shop, marie)
    sale = sell(shop, [facts(shop.stock(), earned=89)], cash(8900), customer=marie)
    boot = facts(shop.stock("Boot", 12_900), total=12_900, earned=129)
    exchange = sell(shop, [came_back(sale), boot], cash(4000), customer=marie, document=Document.EXCHANGE)
    promotion = a_promotion(Stamp(shop.node, shop.owner.id))
    PromotionUse.objects.create(promotion=promotion, sale=exchange.id, customer=marie)
    assert loyalty_of(marie.id) == 129
    made = undo(exchange)
    assert sorted(line.quantity for line in made.lines.all()) == [-1, 1]
    assert (made.total, loyalty_of(marie.id)) == (-4000, 89)
    assert not PromotionUse.objects.exists()
    assert returnable(sale.id)[0].left == 1
    bring_back(shop, sale)
    assert loyalty_of(marie.id) == 0


def test_what_came_back_of_an_exchange_keeps_it(shop: SmallShop, undo: Voids) -> None:
    sale = sell(shop, [facts(shop.stock())], cash(8900))
    boot = facts(shop.stock("Boot", 8900))
    exchange = sell(shop, [boot, came_back(sale)], document=Document.EXCHANGE)
    bring_back(shop, exchange)
    assert refused(undo, exchange) == Why.CAME_BACK


def test_without_a_receipt_too(shop: SmallShop, undo: Voids) -> None:
    line = facts(shop.stock())
    back = {name: -getattr(line, name) for name in ("quantity", "off", "net", "tax", "total")}
    returned = sell(shop, [replace(line, **back)], cash(-8900), document=Document.RETURN)
    made = undo(returned)
    assert (made.total, made.lines.get().of_sale) == (8900, returned)
    assert not returnable(made.id)


def test_points_that_paid_are_used_again(shop: SmallShop, marie: Customer, undo: Voids) -> None:
    give_points(shop, marie, 1000)
    paid = (PaymentFacts(Tender.LOYALTY, 1000, 1000, units=1000), cash(7900))
    sale = sell(shop, [facts(shop.stock())], *paid, customer=marie)
    back = bring_back(shop, sale)
    assert loyalty_of(marie.id) == 1000
    undo(back)
    assert loyalty_of(marie.id) == 0
    again = bring_back(shop, sale)
    sell(shop, [facts(shop.stock("Polish", 500), total=500)], PaymentFacts("loyalty", 500, 500, 500), customer=marie)
    assert refused(undo, again) == Why.LOYALTY_SPENT
    assert loyalty_of(marie.id) == 500


def test_points_that_were_earned_and_spent_keep_the_sale(shop: SmallShop, marie: Customer, undo: Voids) -> None:
    plan(shop)
    join(shop, marie)
    sale = sell(shop, [facts(shop.stock(), earned=89)], cash(8900), customer=marie)
    spent = PaymentFacts(Tender.LOYALTY, 50, 50, units=50)
    later = sell(shop, [facts(shop.stock("Polish", 500), total=500)], spent, cash(450), customer=marie)
    assert refused(undo, sale) == Why.LOYALTY_SPENT
    undo(later)
    undo(sale)
    assert loyalty_of(marie.id) == 0


def test_store_credit_that_was_given_goes_unless_it_was_used(shop: SmallShop, marie: Customer, undo: Voids) -> None:
    sale = sell(shop, [facts(shop.stock(), 2, total=10_000)], cash(10_000), customer=marie)
    back = bring_back(shop, sale, way=Tender.CREDIT)
    undo(back)
    assert credit_of(marie.id) == 0
    again = bring_back(shop, sale, way=Tender.CREDIT)
    later = sell(
        shop, [facts(shop.stock("Polish", 500), total=500)], PaymentFacts(Tender.CREDIT, 500, 500), customer=marie
    )
    assert refused(undo, again) == Why.CREDIT_SPENT
    undo(later)
    assert credit_of(marie.id) == 5000


def test_a_gift_card_that_was_refunded_to_goes_back_unless_it_was_used(shop: SmallShop, undo: Voids) -> None:
    card = put_on_card(shop, 10_000)
    sale = sell(shop, [facts(shop.stock())], PaymentFacts("gift_card", 8900, 8900, gift_card=card))
    back = bring_back(shop, sale)
    assert gift_card_of(card) == 10_000
    undo(back)
    assert gift_card_of(card) == 1100
    again = bring_back(shop, sale)
    boot = facts(shop.stock("Boot", 9900), total=9900)
    sell(shop, [boot], PaymentFacts("gift_card", 9900, 9900, gift_card=card))
    assert refused(undo, again) == Why.CARD_SPENT


def test_a_sold_card_is_taken_back_unless_it_was_used(shop: SmallShop, undo: Voids) -> None:
    card = put_on_card(shop, 5000)
    sold = Sale.objects.get()
    polish = sell(shop, [facts(shop.stock(), total=500)], PaymentFacts("gift_card", 500, 500, gift_card=card))
    assert refused(undo, sold) == Why.CARD_SPENT
    undo(polish)
    undo(sold)
    assert gift_card_of(card) == 0


def test_what_is_owed_is_owed_again_since_when_it_was(shop: SmallShop, marie: Customer, undo: Voids) -> None:
    perform(open_account, Stamp(shop.node), customer=marie.id, limit=20_000, days=30)
    sale = sell(shop, [facts(shop.stock())], PaymentFacts(Tender.ACCOUNT, 8900, 8900), customer=marie)
    aged_before = owing_now(date(2030, 1, 1))[0].aged
    back = bring_back(shop, sale)
    assert account_of(marie.id) == 0
    undo(back)
    assert account_of(marie.id) == 8900
    assert owing_now(date(2030, 1, 1))[0].aged == aged_before


def test_a_payment_of_what_is_owed_is_undone_for_who_paid(
    shop: SmallShop, marie: Customer, maria: Customer, undo: Voids
) -> None:
    perform(open_account, Stamp(shop.node), customer=marie.id, limit=20_000, days=30)
    sell(shop, [facts(shop.stock())], PaymentFacts(Tender.ACCOUNT, 8900, 8900), customer=marie)
    line = replace(facts(shop.stock("Payment", 8900)), kind=Kind.ACCOUNT_PAYMENT)
    paid = sell(shop, [line], cash(8900), customer=marie)
    track([paid.id], maria.id, shop.at_register())
    undo(paid)
    assert (account_of(marie.id), account_of(maria.id)) == (8900, 0)


@pytest.mark.parametrize("tracked_before", [True, False])
def test_loyalty_goes_to_whose_the_sale_is_by_now(
    shop: SmallShop, marie: Customer, undo: Voids, *, tracked_before: bool
) -> None:
    plan(shop)
    jean = shop.welcome("Jean")
    for each in (marie, jean):
        join(shop, each)
    sale = sell(shop, [facts(shop.stock(), 2, total=10_000, earned=100)], cash(10_000), customer=marie)
    if tracked_before:
        track([sale.id], jean.id, shop.at_register())
    back = bring_back(shop, sale)
    if not tracked_before:
        track([sale.id], jean.id, shop.at_register())
    assert (loyalty_of(marie.id), loyalty_of(jean.id)) == (0, 50)
    undo(back)
    assert (loyalty_of(marie.id), loyalty_of(jean.id)) == (0, 100)

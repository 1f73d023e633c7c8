"""What was shown stays agreed for a while, though a promotion or a price book ends meanwhile."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from habitue.balances.sums import loyalty_of
from habitue.catalogue.models import Variant
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.pricing.actions import retire_promotion
from habitue.pricing.models import Promotion
from habitue.sales import agreed, baskets, checkout, parking
from habitue.sales.agreed import HOLDS, HOLDS_ONCE_PAID
from habitue.sales.models import Basket, Sale, Tender
from habitue.sales.tracking import track
from tests.balances.loyal import join, plan
from tests.pricing.shop_rules import a_book, a_group, a_promotion
from tests.shop import SmallShop

END = datetime(2026, 3, 2, 17, tzinfo=UTC)
"""Six in the evening in Paris, when the happy hour is over."""
MINUTE = timedelta(minutes=1)


class Clock:
    def __init__(self) -> None:
        self.at = END - MINUTE

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(agreed, "now", clock)
    monkeypatch.setattr(baskets, "now", clock)
    return clock


@pytest.fixture
def loafer(shop: SmallShop) -> Variant:
    return shop.stock(price=10_000)


@pytest.fixture
def happy(shop: SmallShop) -> Promotion:
    return happy_hour(shop)


def happy_hour(shop: SmallShop, **facts: Any) -> Promotion:
    return a_promotion(Stamp(shop.node, shop.owner.id), "Happy hour", ends_at=END, **({"value": "10"} | facts))


def total(shop: SmallShop) -> int:
    basket = baskets.basket_at(shop.register)
    assert basket
    return baskets.price(basket).total


def complete(shop: SmallShop, clock: Clock) -> Sale:
    stamp = shop.at_register()
    basket = Basket.objects.get()
    return checkout.complete(shop.register, basket.id, Stamp(stamp.stream, stamp.by, clock.at))


@pytest.mark.usefixtures("happy")
def test_what_was_shown_is_paid_and_kept(shop: SmallShop, clock: Clock, loafer: Variant) -> None:
    baskets.put_in(shop.register, shop.cashier, loafer)
    assert total(shop) == 9000
    clock.at = END + 20 * MINUTE
    assert total(shop) == 9000
    checkout.take_payment(shop.register, Tender.CASH, 9000)
    clock.at = END + timedelta(hours=3)
    sale = complete(shop, clock)
    assert (sale.total, sale.priced_at) == (9000, END - MINUTE)


@pytest.mark.usefixtures("happy")
def test_the_next_change_prices_anew(shop: SmallShop, clock: Clock, loafer: Variant) -> None:
    baskets.put_in(shop.register, shop.cashier, loafer)
    clock.at = END + MINUTE
    baskets.put_in(shop.register, shop.cashier, loafer)
    assert total(shop) == 20_000


@pytest.mark.usefixtures("happy")
@pytest.mark.parametrize(("passed", "due"), [(HOLDS - 2 * MINUTE, 9000), (HOLDS, 10_000)])
def test_it_holds_for_a_while(shop: SmallShop, clock: Clock, loafer: Variant, passed: timedelta, due: int) -> None:
    baskets.put_in(shop.register, shop.cashier, loafer)
    clock.at += passed
    assert total(shop) == due


@pytest.mark.usefixtures("happy")
def test_a_payment_begins_it_anew_and_does_not_hold_for_ever(shop: SmallShop, clock: Clock, loafer: Variant) -> None:
    clock.at = END - HOLDS - MINUTE
    baskets.put_in(shop.register, shop.cashier, loafer)
    clock.at = END - MINUTE
    checkout.take_payment(shop.register, Tender.CASH, 1000)
    clock.at = END + HOLDS
    assert total(shop) == 9000
    clock.at = END + HOLDS_ONCE_PAID
    assert total(shop) == 10_000


def test_who_comes_after_a_payment_is_priced_as_of_then(
    shop: SmallShop, clock: Clock, loafer: Variant, marie: Customer
) -> None:
    office = Stamp(shop.node, shop.owner.id)
    until = END.date()
    a_book(office, {loafer: 8000}, group=a_group(office, "VIP", marie).id, starts_on=date(2026, 3, 2), ends_on=until)
    baskets.put_in(shop.register, shop.cashier, loafer)
    checkout.take_payment(shop.register, Tender.CASH, 1000)
    clock.at = END + timedelta(hours=12)
    baskets.attach_customer(shop.register, shop.cashier, marie)
    assert total(shop) == 8000


def test_what_is_parked_is_priced_when_it_is_taken_up(
    shop: SmallShop, clock: Clock, loafer: Variant, happy: Promotion
) -> None:
    baskets.put_in(shop.register, shop.cashier, loafer)
    parked = parking.park(shop.register)
    assert parked
    clock.at = END + MINUTE
    parking.take_up(shop.register, parked.id)
    assert total(shop) == 10_000


def test_a_promotion_that_is_retired_is_over_at_once(
    shop: SmallShop, clock: Clock, loafer: Variant, happy: Promotion
) -> None:
    baskets.put_in(shop.register, shop.cashier, loafer)
    perform(retire_promotion, Stamp(shop.node, shop.owner.id), id=happy.id)
    assert total(shop) == 10_000


def test_tracked_later_the_sale_earns_as_of_then(
    shop: SmallShop, clock: Clock, loafer: Variant, marie: Customer
) -> None:
    plan(shop)
    join(shop, marie)
    happy_hour(shop, takes="loyalty", value="3")
    baskets.put_in(shop.register, shop.cashier, loafer)
    clock.at = END + MINUTE
    checkout.take_payment(shop.register, Tender.CASH, 10_000)
    track([complete(shop, clock).id], marie.id, shop.at_register())
    assert loyalty_of(marie.id) == 300

"""A completed sale finds its customer later, or moves to another one; what their records say follows the sales."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habitue.customers.models import Customer
from habitue.customers.search import recent_customers
from habitue.journal.action import Stamp
from habitue.journal.models import Change, Entry
from habitue.journal.perform import perform, replay
from habitue.lib.ids import new_id
from habitue.sales import baskets, checkout
from habitue.sales.actions import print_receipt, reprint_receipt, track_sale
from habitue.sales.models import Duplicate, Sale, Tender, Track
from habitue.sales.tracking import track
from tests.shop import SmallShop

MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)


def sell(shop: SmallShop, customer: Customer | None = None, pieces: int = 1, at: datetime | None = None) -> Sale:
    baskets.put_in(shop.register, shop.cashier, shop.loafer, pieces)  # type: ignore[attr-defined]  # set below
    basket = baskets.attach_customer(shop.register, shop.cashier, customer)
    checkout.take_payment(shop.register, Tender.CASH, 8900 * pieces)
    stamp = shop.at_register()
    return checkout.complete(shop.register, basket.id, Stamp(stamp.stream, stamp.by, at or stamp.at))


@pytest.fixture
def shop(db: None) -> SmallShop:
    shop = SmallShop()
    shop.loafer = shop.stock()  # type: ignore[attr-defined]  # what everybody buys here
    return shop


def standing(customer: Customer) -> tuple[int, datetime | None]:
    customer.refresh_from_db()
    return customer.spent, customer.last_visit


def told_by_sales(customer: Customer) -> tuple[int, datetime | None]:
    theirs = Sale.objects.filter(customer=customer)
    return sum(sale.total for sale in theirs), max((sale.completed_at for sale in theirs), default=None)


def test_a_sale_that_was_nobodys_becomes_a_customers(shop: SmallShop) -> None:
    marie, sale = shop.welcome(), sell(shop)
    (tracked,) = track([sale.id], marie.id, shop.at_register(), shop.register.id)
    assert tracked.customer == marie
    assert standing(marie) == (8900, sale.completed_at)
    linked = Track.objects.get()
    assert (linked.sale, linked.before, linked.customer) == (sale, None, marie)
    assert (linked.by, linked.register) == (shop.cashier, shop.register)


def test_the_sales_own_entry_stays_as_it_was(shop: SmallShop) -> None:
    marie, sale = shop.welcome(), sell(shop)
    before = Entry.objects.filter(id=sale.entry_id).values().get()
    track([sale.id], marie.id, shop.at_register())
    assert Entry.objects.filter(id=sale.entry_id).values().get() == before


def test_the_feed_is_told_of_the_sale_and_of_both_customers(shop: SmallShop) -> None:
    marie, joan = shop.welcome(), shop.welcome("Joan", "Browne")
    sale = sell(shop, marie)
    last = Change.objects.latest("seq").seq
    track([sale.id], joan.id, shop.at_register())
    told = set(Change.objects.filter(seq__gt=last).values_list("kind", "object_id"))
    assert told == {("sale", sale.id), ("customer", marie.id), ("customer", joan.id)}


def test_several_sales_move_to_another_customer_or_to_nobody(shop: SmallShop) -> None:
    marie, joan = shop.welcome(), shop.welcome("Joan", "Browne")
    sales = [sell(shop, marie, at=MORNING), sell(shop, marie, 2, at=MORNING + timedelta(days=1))]
    track([sale.id for sale in sales], joan.id, shop.at_register())
    assert standing(marie) == (0, None)
    assert standing(joan) == (3 * 8900, MORNING + timedelta(days=1))
    track([sales[1].id], None, shop.at_register())
    assert standing(joan) == (8900, MORNING)
    assert Sale.objects.get(id=sales[1].id).customer is None


def test_asked_for_twice_it_is_one_event(shop: SmallShop) -> None:
    marie, sale = shop.welcome(), sell(shop)
    for _time in range(2):
        track([sale.id], marie.id, shop.at_register())
    assert Track.objects.count() == 1
    assert Entry.objects.filter(action="track_sale").count() == 1


def test_whoever_was_merged_is_followed(shop: SmallShop) -> None:
    gone, kept, sale = shop.welcome(), shop.welcome("Marie", "Curie-Joliot"), sell(shop)
    Customer.objects.filter(id=gone.id).update(merged_into=kept)
    (tracked,) = track([sale.id], gone.id, shop.at_register())
    assert tracked.customer == kept


def test_nobody_knows_this_customer_and_nothing_is_done(shop: SmallShop) -> None:
    sales = [sell(shop), sell(shop)]
    with pytest.raises(Customer.DoesNotExist):
        track([sale.id for sale in sales], new_id(), shop.at_register())
    with pytest.raises(Sale.DoesNotExist):
        track([sales[0].id, new_id()], shop.welcome().id, shop.at_register())
    assert not Track.objects.exists()
    assert not Sale.objects.exclude(customer=None).exists()


def test_the_one_box_ranks_by_the_visit_that_was_tracked_and_forgets_one_that_was_moved(shop: SmallShop) -> None:
    regular, marie = shop.welcome("Joan", "Browne"), shop.welcome()
    later = datetime.now(UTC) + timedelta(days=3)
    sale = sell(shop, regular, at=later)
    assert recent_customers()[0].customer == regular
    track([sale.id], marie.id, shop.at_register())
    assert recent_customers()[0].customer == marie
    regular.refresh_from_db()
    assert regular.seen_on == regular.created_at.date()


steps = st.lists(
    st.one_of(
        st.tuples(st.just("sell"), st.integers(0, 2), st.integers(1, 3), st.integers(-2000, 2000)),
        st.tuples(st.just("track"), st.integers(0, 2), st.integers(0, 99), st.just(0)),
    ),
    max_size=8,
)


@settings(max_examples=12)
@given(steps)
def test_spent_and_last_visit_are_what_the_sales_say_after_whatever_was_done(
    shop: SmallShop, steps: list[tuple[str, int, int, int]]
) -> None:
    Sale.objects.update(customer=None)
    people: list[Customer | None] = [shop.welcome(), shop.welcome("Joan", "Browne"), None]
    sales: list[UUID] = []
    for verb, whose, many, hours in steps:
        customer = people[whose]
        if verb == "sell":
            sales.append(sell(shop, customer, many, MORNING + timedelta(hours=hours)).id)
        elif sales:
            track([sales[many % len(sales)]], customer.id if customer else None, shop.at_register())
    for each in people[:2]:
        assert each
        assert standing(each) == told_by_sales(each)


def test_a_receipt_is_printed_once_and_then_as_counted_duplicates(shop: SmallShop) -> None:
    sale, other = sell(shop), sell(shop)
    assert [perform(print_receipt, shop.at_register(), sale=sale.id).number for _time in range(2)] == [0, 0]
    assert [perform(reprint_receipt, shop.at_register(), sale=sale.id).number for _time in range(2)] == [1, 2]
    assert perform(reprint_receipt, shop.at_register(), sale=other.id).number == 1
    assert Duplicate.objects.filter(sale=sale, by=shop.cashier).count() == 3


def test_tracks_and_duplicates_are_replayed_from_the_journal(shop: SmallShop) -> None:
    marie, sale = shop.welcome(), sell(shop)
    perform(track_sale, shop.at_register(), id=new_id(), sale=sale.id, customer=marie.id, register=shop.register.id)
    perform(reprint_receipt, shop.at_register(), sale=sale.id)
    entries = list(Entry.objects.filter(action__in=["track_sale", "reprint_receipt"]).order_by("number"))
    kept = [list(Track.objects.values()), list(Duplicate.objects.values())]
    Track.objects.all().delete()
    Duplicate.objects.all().delete()
    Sale.objects.update(customer=None)
    for entry in entries:
        Entry.objects.filter(id=entry.id).delete()
        replay(entry)
    assert [list(Track.objects.values()), list(Duplicate.objects.values())] == kept
    assert standing(marie)[0] == 8900

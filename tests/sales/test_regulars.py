"""Who is this? Counted from what somebody bought, however much that is."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from habitue.catalogue.actions import create_category, create_product, create_tax_rate
from habitue.catalogue.given import GivenVariant
from habitue.catalogue.models import Product, Variant
from habitue.customers.models import Customer
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.clock import now
from habitue.lib.ids import new_id
from habitue.sales import baskets, checkout, parking
from habitue.sales.history import A_PAGE, purchases
from habitue.sales.models import Sale, Tender
from habitue.sales.regulars import LATEST_SALES, Usual, regular
from tests.shop import SmallShop

MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)

type Sells = Callable[..., Sale]


@pytest.fixture
def stock(shop: SmallShop) -> dict[str, Variant]:
    """A shoe in three sizes, a bag, and a polish that stands in no category."""
    rate = perform(create_tax_rate, Stamp(shop.node), id=new_id(), name="Standard", rate=Decimal("0.2"))
    shoes = perform(create_category, Stamp(shop.node), id=new_id(), name="Shoes", position=0, colour=1)
    bags = perform(create_category, Stamp(shop.node), id=new_id(), name="Bags", position=1, colour=2)
    for name, brand, category, sizes in (
        ("Loafer", "Mavel", shoes.id, ("37", "38", "39")),
        ("Sandal", "Corvel", shoes.id, ("38",)),
        ("Tote", "Lagrève", bags.id, ("",)),
        ("Polish", "", None, ("",)),
    ):
        perform(
            create_product,
            Stamp(shop.node),
            id=new_id(),
            name=name,
            brand=brand,
            category=category,
            tax_rate=rate.id,
            variants=[GivenVariant(id=new_id(), sku=f"{name}{size}".upper(), price=1000, size=size) for size in sizes],
        )
    return {variant.sku: variant for variant in Variant.objects.all()}


@pytest.fixture
def sell(shop: SmallShop, stock: dict[str, Variant]) -> Sells:
    def make(customer: Customer, *skus: str, day: int = 0) -> Sale:
        for sku in skus:
            baskets.put_in(shop.register, shop.cashier, stock[sku])
        basket = baskets.attach_customer(shop.register, shop.cashier, customer)
        checkout.take_payment(shop.register, Tender.CASH, 100_000)
        stamp = Stamp(shop.register.id, shop.cashier.id, MORNING + timedelta(days=day))
        return checkout.complete(shop.register, basket.id, stamp)

    return make


def test_what_they_bought_last_and_mostly_take(shop: SmallShop, sell: Sells) -> None:
    marie = shop.welcome()
    sell(marie, "LOAFER38", "SANDAL38", "TOTE")
    sell(marie, "LOAFER38", "POLISH", day=1)
    sell(marie, "LOAFER37", "LOAFER38", "TOTE", day=2)
    who = regular(marie, shop.outlet.id)
    assert (who.last, who.more) == (["Loafer 37", "Loafer 38"], 1)
    assert who.usual == [Usual("Shoes", ["38", "37"], ["Mavel", "Corvel"]), Usual("Bags", [], ["Lagrève"])]


def test_somebody_new_has_bought_nothing(shop: SmallShop) -> None:
    who = regular(shop.welcome(), shop.outlet.id)
    assert (who.last, who.more, who.usual, who.parked) == ([], 0, [], 0)


def test_parked_baskets_of_theirs_at_this_outlet_are_told(shop: SmallShop, stock: dict[str, Variant]) -> None:
    marie, lyon = shop.welcome(), shop.another_register("2", shop.another_outlet())
    for register in (shop.register, lyon):
        baskets.put_in(register, shop.cashier, stock["TOTE"])
        baskets.attach_customer(register, shop.cashier, marie)
        parking.park(register)
    assert regular(marie, shop.outlet.id).parked == 1


def test_it_asks_as_little_of_somebody_who_bought_for_years(shop: SmallShop, sell: Sells) -> None:
    marie = shop.welcome()
    first = sell(marie, "TOTE")
    line = first.lines.get()
    for day in range(1, LATEST_SALES + 5):
        line.pk, line.sale_id = None, new_id()
        copy = Sale.objects.get(id=first.id)
        copy.id, copy.number, copy.receipt_number = line.sale_id, day + 1, f"1-{day + 1:06}"
        copy.completed_at = MORNING + timedelta(days=day)
        copy.save(force_insert=True)
        line.save()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        who = regular(marie, shop.outlet.id)
    assert len(asked) == 2
    assert who.usual == [Usual("Bags", [], ["Lagrève"])]


def names(customer: Customer, typed: str = "", start: int = 0) -> list[str]:
    return [each.line.name for each in purchases(customer, typed, start).found]


def test_purchases_are_listed_latest_first_and_by_pages(shop: SmallShop, sell: Sells) -> None:
    marie = shop.welcome()
    for day in range(A_PAGE // 2 + 1):
        sell(marie, "LOAFER38", "TOTE", day=day)
    sell(shop.welcome("Joan", "Browne"), "POLISH")
    first = purchases(marie)
    assert len(first.found) == A_PAGE
    assert first.found[0].line.sale.completed_at == MORNING + timedelta(days=A_PAGE // 2)
    assert first.next == A_PAGE
    last = purchases(marie, start=A_PAGE)
    assert (len(last.found), last.next) == (2, None)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("loaf", ["Loafer"]),
        ("LAGREVE", ["Tote"]),
        ("38 maison", ["Loafer"]),
        ("1-000001", ["Loafer", "Tote"]),
        ("sandal", []),
        ("%", ["Loafer", "Tote"]),
        ("' OR 2=2", []),
    ],
)
def test_purchases_are_found_by_any_word_of_them(shop: SmallShop, sell: Sells, typed: str, found: list[str]) -> None:
    marie = shop.welcome()
    sell(marie, "LOAFER38", "TOTE")
    assert names(marie, typed) == found


def test_what_is_sold_no_more_is_not_offered_again(shop: SmallShop, sell: Sells) -> None:
    marie = shop.welcome()
    sell(marie, "LOAFER38", "TOTE")
    Variant.objects.filter(sku="LOAFER38").update(retired_at=now())
    Product.objects.filter(name="Tote").update(retired_at=now())
    offered = {each.line.name: (each.on_sale, each.has_others) for each in purchases(marie).found}
    assert offered == {"Loafer": (False, True), "Tote": (False, False)}

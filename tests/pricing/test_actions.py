from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from habitue.journal.action import Stamp
from habitue.journal.models import Change, Entry
from habitue.journal.perform import perform, replay
from habitue.lib.ids import new_id
from habitue.pricing.actions import (
    bring_back_price_book,
    change_price_book,
    change_promotion,
    choose_between_books,
    create_price_book,
    create_promotion,
    retire_price_book,
    retire_promotion,
    set_book_prices,
    set_book_rules,
)
from habitue.pricing.given import GivenPrice, GivenPromotion, GivenRule, GivenTarget, PriceAt
from habitue.pricing.models import PriceBook, PricingPolicy, Promotion
from tests.shop import SmallShop

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> SmallShop:
    return SmallShop()


def version() -> int:
    return PricingPolicy.objects.values_list("version", flat=True).get()


def prices_of(book: PriceBook) -> set[tuple[str, int, int | None, Decimal | None]]:
    return set(book.prices.values_list("variant__sku", "from_quantity", "price", "percent_off"))


def book_of(shop: SmallShop, name: str = "VIP") -> PriceBook:
    return perform(create_price_book, Stamp(shop.node), id=new_id(), name=name)


def test_prices_are_set_many_at_once_and_others_stay(shop: SmallShop) -> None:
    loafer, boot = shop.stock("Loafer"), shop.stock("Boot")
    book = book_of(shop)
    first = [
        GivenPrice(id=new_id(), variant=loafer.id, price=7900),
        GivenPrice(id=new_id(), variant=boot.id, percent_off=Decimal("12.5")),
    ]
    perform(set_book_prices, Stamp(shop.node), book=book.id, prices=first)
    perform(
        set_book_prices,
        Stamp(shop.node),
        book=book.id,
        prices=[
            GivenPrice(id=new_id(), variant=loafer.id, percent_off=Decimal(20)),
            GivenPrice(id=new_id(), variant=loafer.id, from_quantity=3, price=6900),
        ],
    )
    assert prices_of(book) == {
        ("LOAFER", 1, None, Decimal(20)),
        ("LOAFER", 3, 6900, None),
        ("BOOT", 1, None, Decimal("12.5")),
    }


def test_a_price_that_goes_and_one_that_comes_at_its_place_are_one_change(shop: SmallShop) -> None:
    loafer, book = shop.stock("Loafer"), book_of(shop)
    perform(
        set_book_prices,
        Stamp(shop.node),
        book=book.id,
        prices=[GivenPrice(id=new_id(), variant=loafer.id, from_quantity=2, price=7000)],
    )
    perform(
        set_book_prices,
        Stamp(shop.node),
        book=book.id,
        prices=[GivenPrice(id=new_id(), variant=loafer.id, from_quantity=5, price=7000)],
        removed=[PriceAt(variant=loafer.id, from_quantity=2), PriceAt(variant=loafer.id, from_quantity=9)],
    )
    assert prices_of(book) == {("LOAFER", 5, 7000, None)}


def test_whatever_changes_the_rules_moves_their_version_and_tells_the_feed(shop: SmallShop) -> None:
    loafer, book = shop.stock("Loafer"), book_of(shop)

    def stamp() -> Stamp:
        return Stamp(shop.node)

    rule = GivenPromotion(name="Sale", takes="percent", value=Decimal(10))
    promotion = perform(create_promotion, stamp(), id=new_id(), rule=rule)
    price = GivenPrice(id=new_id(), variant=loafer.id, price=1)
    changes: list[Callable[[], object]] = [
        lambda: perform(change_price_book, stamp(), id=book.id, name="Best", starts_on=date(2026, 1, 1)),
        lambda: perform(set_book_prices, stamp(), book=book.id, prices=[price]),
        lambda: perform(set_book_rules, stamp(), book=book.id, rules=[]),
        lambda: perform(retire_price_book, stamp(), id=book.id),
        lambda: perform(bring_back_price_book, stamp(), id=book.id),
        lambda: perform(change_promotion, stamp(), id=promotion.id, rule=rule),
        lambda: perform(retire_promotion, stamp(), id=promotion.id),
        lambda: perform(choose_between_books, stamp(), choice="best"),
    ]
    for change in changes:
        before, told = version(), Change.objects.count()
        change()
        assert version() == before + 1
        assert Change.objects.count() == told + 1


def test_a_promotion_says_what_it_was_given_and_only_that(shop: SmallShop) -> None:
    loafer = shop.stock("Loafer")
    lyon = shop.another_outlet()
    full = GivenPromotion(
        name="Two for one",
        takes="percent",
        value=Decimal(100),
        targets=[GivenTarget(id=new_id(), variant=loafer.id), GivenTarget(id=new_id(), part="get", brand="Corvel")],
        buy_quantity=2,
        get_quantity=1,
        spend_from=5000,
        outlets=[lyon.id],
        starts_at=datetime(2026, 12, 1, tzinfo=UTC),
        days=0b0100000,
        from_time=time(14),
        code="NOEL",
        per_customer=1,
        combines=True,
    )
    promotion = perform(create_promotion, Stamp(shop.node), id=new_id(), rule=full)
    assert promotion.targets.count() == 2
    assert list(promotion.outlets.all()) == [lyon]
    plain = GivenPromotion(name="Ten", takes="amount", value=Decimal(1000))
    perform(change_promotion, Stamp(shop.node), id=promotion.id, rule=plain)
    now = Promotion.objects.get()
    assert (now.name, now.takes, now.value, now.code, now.combines) == ("Ten", "amount", Decimal(1000), "", False)
    assert (now.days, now.buy_quantity, now.spend_from, now.starts_at, now.per_customer) == (
        127,
        None,
        None,
        None,
        None,
    )
    assert not now.targets.exists()
    assert not now.outlets.exists()


def test_replayed_elsewhere_books_and_promotions_are_the_same(shop: SmallShop) -> None:
    loafer, book = shop.stock("Loafer"), book_of(shop)
    prices = [GivenPrice(id=new_id(), variant=loafer.id, price=7900)]
    perform(set_book_prices, Stamp(shop.node), book=book.id, prices=prices)
    rules = [GivenRule(id=new_id(), percent_off=Decimal("7.5"), brand="Corvel", from_quantity=2)]
    perform(set_book_rules, Stamp(shop.node), book=book.id, rules=rules)
    target = GivenTarget(id=new_id(), product=loafer.product_id)
    rule = GivenPromotion(name="Sale", takes="percent", value=Decimal(10), targets=[target], until_time=time(18, 30))
    perform(create_promotion, Stamp(shop.node), id=new_id(), rule=rule)

    def everything() -> list[object]:
        promotion = Promotion.objects.get()
        return [
            *PriceBook.objects.values(),
            *book.prices.values(),
            *book.rules.values(),
            *Promotion.objects.values(),
            *promotion.targets.values(),
            version(),
        ]

    before = everything()
    about = Entry.objects.filter(action__regex="book|promotion").order_by("number")
    entries = list(about)
    Promotion.objects.all().delete()
    PriceBook.objects.all().delete()
    PricingPolicy.objects.all().delete()
    about.delete()
    for entry in entries:
        replay(entry)
    assert everything() == before

"""Pricing a long basket under many promotions, and attaching a customer whose prices are others."""

import random
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from bench.measure import fresh_data, show, timed
from bench.record import at_the_till
from habitue.config.waste import look_for_waste_in_pauses

if TYPE_CHECKING:
    from habitue.customers.models import Customer
    from tests.shop import SmallShop

LINES = 50
PROMOTIONS = 200
PRODUCTS = 2000
CATEGORIES = 40
BRANDS = 120
TIMES = 500
ATTACHINGS = 200
PURE = (0.99, 2)
AT_THE_TILL = (0.99, 15)


def main() -> None:
    with fresh_data():
        from django.conf import settings

        from habitue.config.static import collect_stale

        settings.ALLOWED_HOSTS = ["*"]
        collect_stale(Path(settings.STATIC_ROOT))
        price_a_long_basket()
        attach_with_repricing()


def price_a_long_basket() -> None:
    """No database: the function itself."""
    from habitue.pricing.basket import Buyer, Circumstances, price_basket
    from habitue.pricing.books import LiveBook, Rule
    from habitue.pricing.live import Rules

    chance = random.Random(4)
    group = UUID(int=1)
    books = (
        LiveBook(UUID(int=2), "VIP", group, rules=(Rule(Decimal(10), category=UUID(int=100)),)),
        LiveBook(UUID(int=3), "Brand", rules=(Rule(Decimal(5), brand="Brand 1"),)),
    )
    rules = Rules(books, tuple(_promotion(number, chance) for number in range(PROMOTIONS)))
    basket = [_wanted(number, chance) for number in range(LINES)]
    under = Circumstances(datetime.now(UTC), Buyer(UUID(int=9), group), rules)
    priced = price_basket(basket, prices_include_tax=True, under=under)
    assert priced.promotions
    look_for_waste_in_pauses()
    times = [timed(lambda: price_basket(basket, prices_include_tax=True, under=under)) for _time in range(TIMES)]
    show(f"pricing {LINES} lines, {PROMOTIONS} live promotions, {len(priced.promotions)} had", times, PURE)


def _wanted(number: int, chance: random.Random) -> Any:
    from habitue.pricing.basket import Wanted

    product = chance.randrange(PRODUCTS)
    return Wanted(
        chance.choice([1, 1, 1, 2, 3]),
        chance.randrange(300, 30_000),
        Decimal("0.2"),
        variant=UUID(int=50_000 + number),
        product=UUID(int=10_000 + product),
        category=UUID(int=100 + product % CATEGORIES),
        brand=f"Brand {product % BRANDS}",
    )


def _promotion(number: int, chance: random.Random) -> Any:
    """Most are on some products, others on a category or a brand, few on the whole sale; one in four on sets."""
    from habitue.pricing.promotions import LivePromotion, Takes, Targets

    on = number % 20
    if on < 13:
        targets = Targets(frozenset(UUID(int=10_000 + each) for each in chance.sample(range(PRODUCTS), 20)))
    elif on < 17:
        targets = Targets(frozenset([UUID(int=100 + chance.randrange(CATEGORIES))]))
    elif on < 19:
        targets = Targets(brands=frozenset([f"Brand {chance.randrange(BRANDS)}"]))
    else:
        targets = Targets()
    takes = (Takes.PERCENT, Takes.AMOUNT, Takes.PERCENT, Takes.LOYALTY)[number % 4]
    sets = number % 4 == 2
    return LivePromotion(
        id=UUID(int=1000 + number),
        name=f"Promotion {number}",
        takes=takes,
        value=Decimal({Takes.PERCENT: 15, Takes.AMOUNT: 500, Takes.LOYALTY: 2}[takes]),
        buys=targets,
        buy_quantity=2 if sets else None,
        get_quantity=1 if sets else None,
        spend_from=5000 if number % 5 == 0 else None,
        combines=number % 3 == 0,
    )


def attach_with_repricing() -> None:
    """Over HTTP but for the network: a VIP is attached to a basket of ten lines and detached again."""
    from habitue.sales import baskets
    from tests.shop import SmallShop

    shop = SmallShop()
    regular = _rules_of(shop)
    till = at_the_till()
    attach = {"customer": str(regular.id), "where": "sell"}
    assert 'id="repriced"' in till.post("/till/basket/customer/", attach).text
    look_for_waste_in_pauses()
    times = []
    for _attaching in range(ATTACHINGS):
        baskets.attach_customer(shop.register, shop.cashier, None)
        times.append(timed(lambda: till.post("/till/basket/customer/", attach)))
    show("attaching a customer, ten lines repriced", times, AT_THE_TILL)


def _rules_of(shop: "SmallShop") -> "Customer":
    from habitue.journal.action import Stamp
    from habitue.sales import baskets
    from tests.pricing.shop_rules import a_book, a_group, a_promotion

    office = Stamp(shop.node, shop.owner.id)
    regular = shop.welcome()
    variants = [shop.stock(f"Loafer {number}", price=8900 + number) for number in range(40)]
    for number, variant in enumerate(variants * 5):
        a_promotion(office, f"Promotion {number}", "10", variant, days=127 if number % 4 else 0)
    vip = a_group(office, "VIP", regular)
    a_book(office, {variant: variant.price // 2 for variant in variants}, group=vip.id)
    for variant in variants[:10]:
        baskets.put_in(shop.register, shop.cashier, variant)
    return regular


if __name__ == "__main__":
    main()

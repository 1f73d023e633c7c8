"""Baskets as a shop may have them."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from habitue.pricing.basket import Buyer, Circumstances, Discount, Given, Wanted
from habitue.pricing.books import LiveBook, OwnPrice, Rule
from habitue.pricing.live import Rules
from habitue.pricing.promotions import LivePromotion, Takes, Targets

rates = st.sampled_from(["0", "0.021", "0.055", "0.10", "0.20", "0.255", "0.08875"]).map(Decimal)
discounts = st.one_of(
    st.just(Discount()),
    st.decimals(0, 100, places=2).map(lambda percent: Discount(percent=percent)),
    st.integers(0, 10_000_000).map(lambda amount: Discount(amount=amount)),
)
lines = st.builds(
    Wanted,
    quantity=st.integers(1, 9999),
    unit_price=st.integers(0, 10**7) | st.sampled_from([1, 99, 8900]),
    tax_rate=rates,
    discount=discounts,
)
baskets = st.lists(lines, max_size=12)

# --- A shop with a few variants, and rules on them -------------------------------------------------------------------

SHOES, BAGS = UUID(int=1), UUID(int=2)
REGULARS, STAFF_GROUP = UUID(int=11), UUID(int=12)
LOAFER, BOOT, TOTE, POLISH = (UUID(int=100 + number) for number in range(4))
IN_CATEGORY = {LOAFER: SHOES, BOOT: SHOES, TOTE: BAGS, POLISH: None}
BRANDS = {LOAFER: "Mavel", BOOT: "Mavel", TOTE: "", POLISH: "Brossard"}
PRICES = {LOAFER: 8900, BOOT: 14900, TOTE: 5999, POLISH: 495}
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)  # a Saturday


def piece(variant: UUID, quantity: int = 1, discount: Discount | None = None, **more: Any) -> Wanted:
    return Wanted(
        quantity,
        PRICES[variant],
        Decimal("0.2"),
        discount or Discount(),
        variant=variant,
        category=IN_CATEGORY[variant],
        brand=BRANDS[variant],
        **more,
    )


def promotion(name: str, takes: Takes = Takes.PERCENT, value: str | int = 10, **more: Any) -> LivePromotion:
    """One by its name, from which its id follows."""
    number = sum(ord(letter) * 257**place for place, letter in enumerate(name))
    return LivePromotion(id=UUID(int=number), name=name, takes=takes, value=Decimal(value), **more)


targets = st.builds(
    Targets,
    st.frozensets(st.sampled_from([LOAFER, BOOT, TOTE, SHOES, BAGS]), max_size=2),
    st.frozensets(st.sampled_from(["Mavel", "Brossard"]), max_size=1),
)


@st.composite
def promotions(draw: st.DrawFn) -> LivePromotion:
    takes = draw(st.sampled_from(Takes))
    most = 100 if takes is Takes.PERCENT else 5 if takes is Takes.LOYALTY else 20_000
    sets = draw(st.booleans())
    return LivePromotion(
        id=draw(st.uuids()),
        name=draw(st.sampled_from("ABC")),
        takes=takes,
        value=Decimal(draw(st.integers(0, most))),
        buys=draw(targets),
        gets=draw(targets) if sets else Targets(),
        buy_quantity=draw(st.integers(1, 3)) if sets else None,
        get_quantity=draw(st.integers(1, 2)) if sets else None,
        spend_from=draw(st.none() | st.integers(0, 30_000)),
        groups=draw(st.sampled_from([frozenset(), frozenset({REGULARS})])),
        per_sale=draw(st.none() | st.integers(1, 3)),
        combines=draw(st.booleans()),
    )


own_prices = st.builds(OwnPrice, st.just(1), st.integers(0, 20_000)) | st.builds(
    OwnPrice, st.integers(1, 3), st.none(), st.decimals(0, 100, places=2)
)
books = st.builds(
    LiveBook,
    id=st.uuids(),
    name=st.sampled_from(["Regulars", "Summer", "Airport"]),
    group=st.sampled_from([None, REGULARS]),
    at_some_outlets=st.booleans(),
    prices=st.dictionaries(st.sampled_from([LOAFER, BOOT, TOTE]), st.lists(own_prices, min_size=1, max_size=1)),
    rules=st.lists(st.builds(Rule, st.decimals(0, 100, places=2), category=st.sampled_from([None, SHOES])), max_size=2),
)
rules = st.builds(
    Rules, st.lists(books, max_size=3).map(tuple), st.lists(promotions(), max_size=6).map(tuple), st.booleans()
)
underlying = st.builds(Circumstances, st.just(NOON), st.sampled_from([Buyer(), Buyer(UUID(int=50), REGULARS)]), rules)
given_back = st.just(piece(LOAFER, -1, given=Given(off=-900, net=-6667, tax=-1333, total=-8000)))
ruled_lines = st.one_of(
    st.builds(piece, st.sampled_from(list(PRICES)), st.integers(1, 4), discounts),
    st.builds(piece, st.sampled_from(list(PRICES)), st.integers(1, 2), asked_price=st.integers(0, 10_000)),
    st.builds(piece, st.just(TOTE), st.just(1), kind=st.just("gift_card"), asked_price=st.integers(1, 10_000)),
    given_back,
)
ruled_baskets = st.lists(ruled_lines, max_size=6)

from datetime import UTC, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as some

from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.pricing.actions import create_promotion
from habitue.pricing.given import GivenPromotion, GivenTarget
from habitue.pricing.models import Part, Takes
from habitue.pricing.sentences import Manner, Names, names_in, rule_of, sentence
from tests.shop import SmallShop

PARIS = Manner("EUR", "FR", ZoneInfo("Europe/Paris"))
VIP, LYON, SHOES, SOCKS = new_id(), new_id(), new_id(), new_id()
NAMES = Names({VIP: "VIP", LYON: "Lyon", SHOES: "Shoes", SOCKS: "Cotton socks"})
RULES = some.builds(
    GivenPromotion,
    name=some.just(""),
    takes=some.sampled_from(Takes.values),
    value=some.decimals(0, 100, places=2),
    targets=some.lists(
        some.builds(
            GivenTarget,
            id=some.just(SHOES),
            part=some.sampled_from(Part.values),
            category=some.sampled_from([None, SHOES]),
            brand=some.sampled_from(["", "Mavel"]),
        ),
        max_size=6,
    ),
    groups=some.lists(some.just(VIP), max_size=1),
    outlets=some.lists(some.just(LYON), max_size=1),
    days=some.integers(1, 127),
    code=some.sampled_from(["", "NOEL"]),
)
ON_SHOES = [GivenTarget(id=new_id(), category=SHOES)]
ON_SOCKS = [GivenTarget(id=new_id(), product=SOCKS)]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (
            GivenPromotion(
                name="",
                takes="percent",
                value=Decimal(20),
                targets=ON_SHOES,
                groups=[VIP],
                days=0b0100000,
                ends_at=datetime(2026, 12, 31, 22, 59, tzinfo=UTC),
            ),
            "20\u202f% off Shoes for VIP on Saturdays until 31 December 2026",
        ),
        (
            GivenPromotion(name="", takes="amount", value=Decimal(1000), spend_from=10000, code="NOEL", per_customer=1),
            "10,00\xa0€ off the whole sale from a spend of 100,00\xa0€, with the code NOEL, once per customer",
        ),
        (
            GivenPromotion(
                name="", takes="percent", value=Decimal(100), targets=ON_SOCKS, buy_quantity=2, get_quantity=1
            ),
            "Cotton socks: buy 2, get 1 free",
        ),
        (
            GivenPromotion(
                name="",
                takes="price",
                value=Decimal(500),
                targets=[*ON_SHOES, GivenTarget(id=new_id(), part="get", product=SOCKS)],
                buy_quantity=1,
                get_quantity=2,
                per_sale=3,
                in_total=100,
            ),
            "Shoes: buy 1, get 2 of Cotton socks for 5,00\xa0€ each, at most 3 times in a sale, in 100 sales in all",
        ),
        (
            GivenPromotion(
                name="",
                takes="price",
                value=Decimal(4900),
                targets=[GivenTarget(id=new_id(), brand=brand) for brand in ("Ada", "Bo", "Cy", "Di", "Ed", "Fi")],
                outlets=[LYON],
                from_time=time(14),
                until_time=time(18, 30),
                days=0b0111111,
            ),
            "Ada, Bo, Cy and 3 others at 49,00\xa0€ each at Lyon except on Sundays between 14:00 and 18:30",
        ),
        (
            GivenPromotion(
                name="",
                takes="loyalty",
                value=Decimal("2.5"),
                starts_at=datetime(2026, 11, 30, 23, tzinfo=UTC),
                combines=True,
            ),
            "2,5 times the loyalty from 1 December 2026 on, adds to other promotions",
        ),
    ],
)
def test_a_promotion_is_said_in_one_sentence(rule: GivenPromotion, said: str) -> None:
    assert sentence(rule, NAMES, PARIS) == said


@pytest.mark.django_db
def test_what_is_kept_is_said_by_the_names_that_things_have() -> None:
    shop = SmallShop()
    loafer = shop.stock("Loafer", size="38")
    rule = GivenPromotion(
        name="Sale",
        takes="percent",
        value=Decimal(10),
        targets=[GivenTarget(id=new_id(), variant=loafer.id)],
        outlets=[shop.outlet.id],
    )
    kept = rule_of(perform(create_promotion, Stamp(shop.node), id=new_id(), rule=rule))
    assert kept == rule
    assert sentence(kept, names_in([kept]), PARIS) == "10\u202f% off Loafer 38 at Maison Orsel"


@pytest.mark.parametrize("language", ["en", "fr"])
@given(rule=RULES)
def test_every_rule_can_be_said(language: str, rule: GivenPromotion) -> None:
    with translation.override(language):
        said = sentence(rule, NAMES, PARIS)
    assert said
    assert "  " not in said
    assert "%(" not in said

from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from habitue.backoffice import standing
from habitue.catalogue.models import Variant
from habitue.customers.actions import create_group
from habitue.customers.models import Group
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.lib.ids import new_id
from habitue.pricing.actions import create_promotion
from habitue.pricing.given import GivenPromotion
from habitue.pricing.models import Promotion, PromotionUse
from habitue.stores.models import Shop

PAGE = "/office/promotions/"
EVERY_DAY = [str(day) for day in range(7)]


@pytest.fixture
def vip(shop: Shop) -> Group:
    return perform(create_group, Stamp(shop.node), id=new_id(), name="VIP")


def said(**typed: Any) -> dict[str, Any]:
    """What the page sends for a promotion of which only this was typed."""
    return {"name": "Sale", "takes": "percent", "value": "10", "days": EVERY_DAY, **typed}


def make(shop: Shop, name: str = "Sale", **rest: Any) -> Promotion:
    rule = GivenPromotion(name=name, takes="percent", value=Decimal(10), **rest)
    return perform(create_promotion, Stamp(shop.node), id=new_id(), rule=rule)


def test_a_promotion_is_made_from_its_sentences(owner: Client, loafer: Variant, vip: Group) -> None:
    typed = said(
        name="Two for one",
        value="100",
        target=[f"buy:product:{loafer.product_id}", "get:brand:Mavel", "buy:product:nonsense", "buy:brand:"],
        buy_quantity="2",
        get_quantity="1",
        spend_from="50,00",
        groups=[str(vip.id)],
        starts_on="2026-12-01",
        ends_on="2026-12-31",
        days=["5", "6"],
        from_time="14:00",
        code="noel 26",
        per_customer="1",
        combines="on",
    )
    assert owner.post(f"{PAGE}new/", typed).status_code == 302
    made = Promotion.objects.get()
    assert (made.buy_quantity, made.get_quantity, made.spend_from, made.per_customer) == (2, 1, 5000, 1)
    assert (made.code, made.days, made.combines) == ("NOEL26", 0b1100000, True)
    assert made.starts_at == datetime(2026, 11, 30, 23, tzinfo=UTC)
    assert made.ends_at == datetime(2026, 12, 31, 22, 59, 59, 999999, tzinfo=UTC)
    targets = set(made.targets.values_list("part", "product", "brand"))
    assert targets == {("buy", loafer.product_id, ""), ("get", None, "Mavel")}
    line = "Loafer <b>Orsay</b>: buy 2, get 1 of Mavel free from a spend of 50,00\xa0€ for VIP on Saturdays and Sundays"
    assert escape(line) in owner.get(PAGE).text


def test_its_page_shows_what_it_says_and_saving_it_changes_nothing(owner: Client, shop: Shop, loafer: Variant) -> None:
    typed = said(takes="amount", value="5,50", target=[f"buy:variant:{loafer.id}"], until_time="12:30", in_total="3")
    owner.post(f"{PAGE}new/", {**typed, "ends_on": "2026-12-31"})
    made = Promotion.objects.get()
    page = owner.get(f"{PAGE}{made.id}/").text
    for shown in ('value="5,50"', 'value="12:30"', 'value="2026-12-31"', f'value="buy:variant:{loafer.id}"'):
        assert shown in page
    before = Promotion.objects.values().get()
    owner.post(f"{PAGE}{made.id}/", {**typed, "ends_on": "2026-12-31"})
    assert Promotion.objects.values().get() == before
    assert made.targets.count() == 1


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"name": ""}, "Give it a name."),
        ({"value": "101"}, "A percentage is from 0 to 100."),
        ({"value": "0"}, "That takes nothing off."),
        ({"value": ""}, "Say how much."),
        ({"per_sale": "0"}, "A whole number from 1 to"),
        ({"takes": "amount", "value": "abc"}, "Write it as 89,00."),
        ({"takes": "loyalty", "value": "1"}, "Write how many times, from 1.1 to 100."),
        ({"takes": "price", "value": "5"}, "A fixed price needs products, categories or brands that have it."),
        ({"buy_quantity": "2"}, "Both numbers are needed, or none."),
        ({"days": []}, "Tick at least one day."),
        ({"starts_on": "2026-12-02", "ends_on": "2026-12-01"}, "It ends before it starts."),
        ({"from_time": "10:00", "until_time": "10:00"}, "That is no time at all."),
        ({"code": "<b>"}, "3 to 24 letters from A to Z, digits and hyphens, please."),
        ({"code": "taken"}, "Another promotion has this code."),
        ({"name": "first"}, "Another promotion has this name. A retired one keeps its name too."),
    ],
)
def test_what_is_wrong_is_said_beside_it(owner: Client, shop: Shop, typed: dict[str, Any], complaint: str) -> None:
    make(shop, "First", code="TAKEN")
    answer = owner.post(f"{PAGE}new/", said(**typed))
    assert answer.status_code == 422
    assert complaint in answer.text
    assert Promotion.objects.count() == 1


def test_the_sentence_is_said_while_it_is_typed(owner: Client, shop: Shop) -> None:
    assert "20\u202f% off the whole sale" in owner.post(f"{PAGE}sentence/", said(name="", value="20")).text
    assert "once it is whole" in owner.post(f"{PAGE}sentence/", said(value="")).text


def test_categories_brands_products_and_variants_are_found(owner: Client, loafer: Variant) -> None:
    brand = owner.post(f"{PAGE}find/", {"q": "mav", "part": "get"}).text
    assert 'data-picks="get:brand:Mavel"' in brand
    assert f'data-picks="get:product:{loafer.product_id}"' in brand
    assert "Nothing like this is sold" in owner.post(f"{PAGE}find/", {"q": "zzz"}).text


def test_a_promotion_is_retired_and_brought_back(owner: Client, shop: Shop) -> None:
    made = make(shop)
    owner.post(f"{PAGE}{made.id}/retire/")
    assert "Retired since" in owner.get(f"{PAGE}{made.id}/").text
    owner.post(f"{PAGE}{made.id}/bring-back/")
    assert Promotion.objects.get().retired_at is None


def test_the_list_says_how_often_each_was_used(owner: Client, shop: Shop) -> None:
    made = make(shop, in_total=2)
    make(shop, "Over", ends_at=datetime(2020, 1, 1, tzinfo=UTC))
    PromotionUse.objects.bulk_create(PromotionUse(promotion=made, sale=new_id()) for _sale in range(2))
    page = owner.get(PAGE).text
    assert page.index("Sale</bdi>") < page.index("Over</bdi>")
    assert "Used up" in page
    assert "2 sales had it." in owner.get(f"{PAGE}{made.id}/").text


def test_one_of_another_hour_says_when_it_is_next(owner: Client, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    saturdays = make(shop, days=0b0100000, from_time=time(8), until_time=time(13))
    make(shop, "Last Saturday", days=0b0100000, ends_at=datetime(2026, 11, 27, tzinfo=UTC))
    monkeypatch.setattr(standing, "now", lambda: datetime(2026, 11, 22, 18, tzinfo=UTC))
    page = owner.get(PAGE).text
    assert "Not now" in page
    assert "again 28/11/2026" in page
    assert "again 28/11/2026" in owner.get(f"{PAGE}{saturdays.id}/").text
    assert ">Over<" in page
    monkeypatch.setattr(standing, "now", lambda: datetime(2026, 11, 28, 8, tzinfo=UTC))
    assert ">Live<" in owner.get(PAGE).text

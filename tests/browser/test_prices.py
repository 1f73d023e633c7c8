"""A price book and a promotion as an owner makes them, in French, without a mouse."""

import re
from collections.abc import Callable
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils import translation
from playwright.sync_api import Page, expect

from habitue.lib.ids import new_id
from habitue.pricing.given import GivenPromotion, GivenTarget
from habitue.pricing.sentences import Manner, Names, sentence
from tests.browser.counter import Asked
from tests.browser.office import OWNER, PASSWORDS, enter
from tests.browser.shop import Shop

SHOES = new_id()
ON_SATURDAYS = GivenPromotion(
    name="",
    takes="percent",
    value=Decimal(20),
    targets=[GivenTarget(id=new_id(), category=SHOES)],
    days=0b0100000,
    code="SAMEDI",
)


def in_french() -> str:
    with translation.override("fr"):
        return sentence(ON_SATURDAYS, Names({SHOES: "Shoes"}), Manner("EUR", "FR", ZoneInfo("Europe/Paris")))


def make_a_book(page: Page, shop: Shop, assert_accessible: Callable[[Page], None]) -> None:
    keys = page.keyboard
    page.goto(f"{shop.url}/office/prices/books/new/")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.locator("[name=name]").focus()
    keys.type("Amis de la maison")
    keys.press("Tab")
    keys.type("VIP")
    keys.press("Tab")
    keys.press("Enter")
    expect(page).to_have_url(re.compile(r"/prices/books/[0-9a-f-]{36}/$"))
    expect(page.locator("h1 + p .badge").first).to_have_text("VIP")

    page.locator("a[href$='/prices/']").press("Enter")
    expect(page.locator(".price-find input[type=search]")).to_be_focused()
    keys.type("CV-BEL-80")
    expect(page.locator(".price-pick", has_text="CV-BEL-80-COGN")).to_be_visible()
    keys.press("Tab")
    keys.press("Enter")
    expect(page.locator("#rows tr")).to_have_count(6)
    expect(page.locator("#rows [name$=price]").first).to_be_focused()
    keys.type("39,5")
    page.locator("[data-fills]").press("Enter")
    expect(page.locator("#rows [name$=price]").last).to_have_value("39,5")
    assert_accessible(page)
    page.locator("#rows [name$=price]").first.press("Enter")
    expect(page).to_have_url(re.compile(r"/prices/books/[0-9a-f-]{36}/$"))
    expect(page.locator("#found tbody tr")).to_have_count(6)
    expect(page.locator("#found tbody tr").first).to_contain_text("39,50")


def try_a_price(page: Page, shop: Shop) -> None:
    keys = page.keyboard
    page.goto(f"{shop.url}/office/prices/try/")
    page.locator("#q-trial").focus()
    keys.type("CV-BEL-80")
    expect(page.locator("#found .price-pick").first).to_be_visible()
    keys.press("ArrowDown")
    expect(page.locator("#found .price-pick").first).to_be_focused()
    keys.press("ArrowUp")
    keys.press("Enter")
    expect(page.locator("#result tbody")).to_contain_text("49,00")


def make_a_promotion(page: Page, shop: Shop) -> None:
    keys = page.keyboard
    page.goto(f"{shop.url}/office/promotions/new/")
    page.locator("[name=name]").focus()
    keys.type("Chaussures du samedi")
    page.locator("[name=value]").focus()
    keys.type("20")
    keys.press("Tab")
    keys.type("shoes")
    keys.press("Enter")
    expect(page.locator(".chip")).to_have_text(re.compile("Shoes"))
    for day in (0, 1, 2, 3, 4, 6):
        page.locator(f"[name=days][value='{day}']").press("Space")
    page.locator("[name=code]").focus()
    keys.type("samedi")
    expect(page.locator("#said")).to_contain_text(in_french())
    keys.press("Enter")
    expect(page).to_have_url(re.compile(r"/promotions/$"))
    expect(page.locator("tbody tr", has_text="Chaussures du samedi")).to_contain_text(in_french())


def test_a_price_book_and_a_promotion_are_made_by_keyboard(
    page: Page, shop: Shop, assert_accessible: Callable[[Page], None]
) -> None:
    enter(page, shop.url)
    Asked(page, shop.url).post(
        "/office/me/", name=OWNER, role="owner", language="fr", pin="1111", password=PASSWORDS[OWNER]
    )
    make_a_book(page, shop, assert_accessible)
    try_a_price(page, shop)
    make_a_promotion(page, shop)

"""The first start on an empty data directory."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.shop import Shop


def test_a_few_answers_open_the_shop(page: Page, new_shop: Shop) -> None:
    page.goto(f"{new_shop.url}/till/")
    expect(page.get_by_role("heading", name="Welcome to Habitué")).to_be_visible()
    expect(page.get_by_label("Currency")).to_have_value("GBP")
    page.get_by_label("Shop name").fill("Maison Orsel")
    page.get_by_label("Your name").fill("Hélène")
    page.get_by_label("Country").select_option(label="Switzerland")
    expect(page.get_by_label("Currency")).to_have_value("CHF")
    expect(page.get_by_label("Time zone")).to_have_value("Europe/Zurich")
    expect(page.get_by_label("Rate in per cent").first).to_have_value("8.1")
    page.get_by_label("Currency").select_option("EUR")
    page.get_by_label("Country").select_option(label="France")
    expect(page.get_by_label("Time zone")).to_have_value("Europe/Paris")
    expect(page.get_by_label("Currency")).to_have_value("EUR")
    expect(page.get_by_label("Shop name")).to_have_value("Maison Orsel")
    expect(page.get_by_label("Your name")).to_have_value("Hélène")
    page.get_by_label("Password for the back office", exact=True).fill("short")
    page.get_by_label("PIN for the till", exact=True).fill("1234")
    page.get_by_role("button", name="Open the shop").click()
    expect(page.get_by_label("Password for the back office", exact=True)).to_be_focused()
    expect(page.get_by_text("Too short: at least 10 characters.").last).to_be_visible()
    expect(page.get_by_label("PIN for the till", exact=True)).to_have_value("1234")
    page.get_by_label("Password for the back office", exact=True).fill("long enough for us")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Maison Orsel is open")).to_be_visible()
    page.get_by_role("link", name="To the products").click()
    expect(page).to_have_url(re.compile("/office/products/$"))
    page.goto(f"{new_shop.url}/welcome/")
    expect(page).to_have_url(re.compile("/office/sales/$"))
    page.goto(f"{new_shop.url}/till/")
    expect(page.get_by_role("link", name="Hélène")).to_be_visible()


def test_by_keyboard_alone_with_what_is_proposed(page: Page, new_shop: Shop) -> None:
    page.goto(new_shop.url)
    page.get_by_label("Shop name").focus()
    page.keyboard.type("The Corner")
    for _field in range(40):
        page.keyboard.press("Tab")
        if page.get_by_label("Your name").evaluate("field => field === document.activeElement"):
            break
    page.keyboard.type("Hélène")
    page.keyboard.press("Tab")
    page.keyboard.type("long enough for us")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("1234")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The Corner is open")).to_be_visible()


def test_it_is_accessible(screen_page: Page, new_shop: Shop, assert_accessible: Callable[[Page], None]) -> None:
    screen_page.goto(new_shop.url)
    assert_accessible(screen_page)
    screen_page.get_by_role("button", name="Open the shop").click()
    expect(screen_page.get_by_role("alert")).to_be_visible()
    assert_accessible(screen_page)

"""Customers' cards, as an owner and a warehouse manager and then a cashier go through them."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.counter import Asked
from tests.browser.keyboard import A_SCANNER, press
from tests.browser.office import enter
from tests.browser.shop import Shop
from tests.browser.till import sign_in

READERS = {"en": ("Claire", "Tom"), "fr": ("Inès", "Léa")}


class Office:
    """The back office in one of its languages."""

    def __init__(self, page: Page, url: str, language: str) -> None:
        self.page, self.url, self.language = page, url, language
        self.reader, self.cashier = READERS[language]
        enter(page, url, self.reader)


@pytest.fixture(params=["en", "fr"])
def office(request: pytest.FixtureRequest, page: Page, shop: Shop) -> Office:
    return Office(page, shop.url, request.param)


def add_customer(office: Office, **known: str) -> str:
    """By the form, as the browser sends it; returns the address of the new customer's page."""
    answer = Asked(office.page, office.url).post("/office/customers/new/", anyway="1", **known)
    return answer.headers["hx-redirect"]


def test_a_card_is_scanned_into_the_record_refused_to_another_blocked_and_scanned_at_the_till(office: Office) -> None:
    page, card, lost = office.page, "290055501", "290055502"
    odile, other = (add_customer(office, first_name=first) for first in ("Odile", "Basile"))
    panel = page.locator("#cards")
    for place, number in ((odile, card), (odile, lost), (other, card)):
        page.goto(f"{office.url}{place}")
        panel.locator("#card_number").click()
        press(page, number, A_SCANNER, "Enter")
        expect(panel.locator(".field-error" if place == other else f"code:text('{number}')")).to_be_visible()
    expect(panel.locator(".field-error")).to_contain_text("Odile")
    expect(panel.locator("#card_number")).to_have_value(card)
    page.goto(f"{office.url}{odile}")
    panel.locator(".record-part", has_text=lost).locator("form[hx-post$='/block/'] button").click()
    expect(panel.locator(".record-part", has_text=lost).locator(".badge-danger")).to_be_visible()

    sign_in(page, office.url, office.cashier)
    Asked(page, office.url).put_in()
    page.goto(f"{office.url}/till/pay/")
    expect(page.locator("#due")).to_be_visible()
    press(page, lost, A_SCANNER, "Enter")
    told = page.locator("dialog[open]")
    expect(told).to_contain_text("Odile")
    told.locator("[data-closes]").last.click()
    press(page, card, A_SCANNER, "Enter")
    expect(page.locator("#customer-name")).to_contain_text("Odile")
    page.locator("#customer-name").click()
    held = page.locator("#held-cards li", has_text=card)
    held.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(held.locator(".badge-danger")).to_be_focused()
    expect(page.locator("#customer_cards")).to_have_value("")

"""What a test does over and over at the till."""

import re

from playwright.sync_api import Page, expect

from habitue.stores.demo import DEMO_STAFF

PINS = {person.name: person.pin for person in DEMO_STAFF}
ENGLISH_CASHIER = "Tom"
FRENCH_CASHIER = "Léa"


def sign_in(page: Page, url: str, who: str = ENGLISH_CASHIER, register: str = "Till 1") -> None:
    """From a browser that knows nothing, or that is signed out, to the sell screen."""
    page.goto(f"{url}/till/")
    expect(page.locator(".staff-pick").first).to_be_visible()
    place = page.get_by_role("button", name=register)
    if place.count():
        place.click()
    page.get_by_role("link", name=who).click()
    page.locator("#pin").fill(PINS[who])
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"^[^?]*/till/(\?|$)"))

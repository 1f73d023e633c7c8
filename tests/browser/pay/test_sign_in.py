"""Who is at the till: chosen by a tap, known by a PIN, gone after a while; the basket stays through all of it."""

import re
from contextlib import closing

from playwright.sync_api import Browser, Page, expect

from tests.browser.pay.paying import Desk
from tests.browser.shop import Shop
from tests.browser.till import PINS, sign_in


def pin_page(page: Page, shop: Shop, who: str = "Tom", register: str = "Till 2") -> None:
    page.goto(f"{shop.url}/till/")
    page.get_by_role("button", name=register).click()
    page.get_by_role("link", name=who).click()
    expect(page.locator("#pin")).to_be_focused()


def test_by_finger_on_the_pad(page: Page, paid_shop: Shop) -> None:
    pin_page(page, paid_shop)
    for digit in PINS["Tom"][:3]:
        page.get_by_role("button", name=digit, exact=True).click()
    page.get_by_role("button", name="Delete").click()
    for digit in PINS["Tom"][2:]:
        page.get_by_role("button", name=digit, exact=True).click()
    expect(page.locator("#pin")).to_have_attribute("type", "password")
    page.get_by_role("button", name="OK").click()
    expect(page).to_have_url(re.compile("/till/$"))


def test_by_keyboard_alone(page: Page, paid_shop: Shop) -> None:
    page.goto(f"{paid_shop.url}/till/")
    page.get_by_role("button", name="Till 2").focus()
    page.keyboard.press("Enter")
    tom = page.get_by_role("link", name="Tom")
    expect(tom).to_be_visible()
    for _ in range(10):
        if tom.evaluate("link => link === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#pin")).to_be_focused()
    page.keyboard.type(PINS["Tom"], delay=90)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/till/$"))


def test_a_wrong_pin_is_told_in_the_persons_language_and_not_shown(page: Page, paid_shop: Shop) -> None:
    pin_page(page, paid_shop, "Léa")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.keyboard.type("0000", delay=90)
    page.keyboard.press("Enter")
    expect(page.locator("#pin-error")).to_contain_text("Code PIN erroné. Encore 4 essais")
    expect(page.locator("#pin")).to_have_value("")
    expect(page.locator("#pin")).to_be_focused()
    page.locator("#pin").fill(PINS["Léa"])
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/till/$"))


def test_the_pins_stand_on_the_demos_page(page: Page, paid_shop: Shop) -> None:
    page.goto(f"{paid_shop.url}/till/")
    page.get_by_role("button", name="Till 2").click()
    expect(page.locator(".demo-note")).to_contain_text(f"Tom {PINS['Tom']}")


def test_the_lock_keeps_the_basket_and_leads_back_to_the_payment(desk: Desk) -> None:
    page = desk.page
    page.locator("#cash").fill("2")
    page.keyboard.press("Enter")
    expect(desk.said).to_contain_text("Still due")
    page.locator("#cash").fill("7")
    page.get_by_role("button", name="Lock the till").click()
    expect(page.get_by_role("heading", name="Tom", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("F10")
    page.reload()
    expect(page).to_have_url(re.compile("/till/sign-in/.*next=%2Ftill%2Fpay%2F"))
    page.get_by_role("link", name="Tom").click()
    page.locator("#pin").fill(PINS["Tom"])
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/till/pay/$"))
    expect(page.locator(".payments-taken li")).to_have_count(1)
    expect(page.locator("#cash")).to_have_value("")


def test_what_is_typed_and_not_sent_waits_below_the_lock_for_whoever_typed_it(desk: Desk) -> None:
    page = desk.page
    page.clock.install()
    page.reload()
    page.locator(".payment-customer [data-opens], #payment-customer [data-opens]").first.click()
    page.locator("[data-new-customer]").click()
    first, last = page.locator("#customer_first_name"), page.locator("#customer_last_name")
    first.fill("Zoé")
    last.press_sequentially("Qui")
    page.clock.run_for(10 * 60_000 + 1000)
    expect(page.locator("#pin")).to_be_focused()
    for key in ("Escape", "Escape", "F10"):
        page.keyboard.press(key)
    expect(page.locator("#lock-veil")).to_be_visible()
    page.keyboard.type("9999")
    page.keyboard.press("Enter")
    expect(page.locator("#pin-error")).to_contain_text("Wrong PIN")
    page.keyboard.type(PINS["Tom"])
    page.keyboard.press("Enter")
    expect(page.locator("#lock-veil")).to_be_hidden()
    expect(first).to_have_value("Zoé")
    expect(last).to_be_focused()
    page.keyboard.type("ll")
    expect(last).to_have_value("Quill")


def sam_takes_over(page: Page) -> None:
    page.get_by_role("button", name="Lock the till").click()
    page.get_by_role("link", name="Somebody else").click()
    page.get_by_role("link", name="Sam").click()
    page.locator("#pin").fill(PINS["Sam"])
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/till/pay/$"))


def test_what_is_typed_to_be_paid_waits_too_and_not_for_somebody_else(desk: Desk) -> None:
    page = desk.page
    page.locator("#cash").fill("7")
    for _ in range(2):
        page.get_by_role("button", name="Lock the till").click()
        page.locator("#pin").fill(PINS["Tom"])
        page.keyboard.press("Enter")
        expect(page.locator("#lock-veil")).to_be_hidden()
        expect(page.locator("#cash")).to_have_value("7")
    sam_takes_over(page)
    expect(page.locator("#cash")).to_have_value("")


def test_somebody_else_goes_on_with_the_same_basket(desk: Desk) -> None:
    page = desk.page
    sam_takes_over(page)
    expect(page.locator(".till-staff")).to_contain_text("Sam")
    desk.pay_exactly()
    desk.complete()
    expect(page.locator(".receipt-facts")).to_contain_text("Sam")


def test_it_locks_by_itself_when_nobody_is_there_and_not_while_somebody_types(desk: Desk) -> None:
    page = desk.page
    page.clock.install()
    page.reload()
    expect(page.locator("#cash")).to_be_focused()
    for _ in range(3):  # nine minutes each: whoever types is there
        page.clock.run_for(9 * 60_000)
        page.keyboard.press("1")
        expect(page.locator("#lock-veil")).to_be_hidden()
    page.clock.run_for(9 * 60_000)
    expect(page.locator("#lock-veil")).to_be_hidden()
    page.clock.run_for(61_000)
    expect(page.get_by_role("heading", name="Tom", exact=True)).to_be_visible()


def test_a_lock_that_cannot_reach_the_server_covers_the_page_all_the_same(desk: Desk) -> None:
    page = desk.page
    page.clock.install()
    page.reload()
    page.route("**/till/lock/", lambda route: route.abort())
    page.clock.run_for(10 * 60_000 + 1000)
    expect(page.locator("#lock-veil")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#lock-veil")).to_be_visible()


def test_another_browser_takes_the_register_over(desk: Desk, browser: Browser, paid_shop: Shop) -> None:
    desk.page.locator("#cash").fill("2")
    desk.page.keyboard.press("Enter")
    expect(desk.said).to_contain_text("Still due")
    with closing(browser.new_page(locale="en-GB")) as other:
        sign_in(other, paid_shop.url, "Sam")
        expect(other.locator("#basket .line")).to_have_count(1)
        other.goto(f"{paid_shop.url}/till/pay/")
        expect(other.locator(".payments-taken li")).to_have_count(1)
        there = Desk(other, paid_shop.url)
        there.pay_exactly()
        there.complete()
        # The first browser's button leads to the receipt of the one sale that was made.
        desk.page.keyboard.press("F10")
        expect(desk.page).to_have_url(other.url)

"""Every state from the register's choice to the receipt, on every size of screen, light and dark: axe finds nothing."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.pay.paying import Desk
from tests.browser.shop import Shop

type Check = Callable[[Page], None]


def test_in_front_of_the_till(screen_page: Page, paid_shop: Shop, assert_accessible: Check) -> None:
    page = screen_page
    page.goto(f"{paid_shop.url}/till/")
    expect(page.get_by_role("button", name="Till 2")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Till 2").click()
    expect(page.get_by_role("link", name="Tom")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Tom").click()
    page.locator("#pin").fill("12")
    page.keyboard.press("Enter")
    expect(page.locator("#pin-error")).to_contain_text("4 to 8 digits")
    assert_accessible(page)


def test_from_what_is_due_to_the_receipt(screen_desk: Desk, assert_accessible: Check) -> None:
    page = screen_desk.page
    assert_accessible(page)
    page.locator("#cash").fill("nothing")
    page.keyboard.press("Enter")
    expect(page.locator("#cash-error")).to_be_visible()
    assert_accessible(page)
    page.locator("#cash").fill("1")
    page.keyboard.press("Enter")
    expect(page.locator(".payments-taken li")).to_have_count(1)
    page.keyboard.press("F10")
    expect(page.locator(".notice-danger")).to_be_visible()
    expect(page.locator("#cash")).to_be_focused()
    page.keyboard.press("F8")
    expect(page.locator("#card")).to_be_focused()
    assert_accessible(page)
    page.keyboard.press("F2")
    expect(screen_desk.options.first).to_be_visible()
    assert_accessible(page)
    screen_desk.type("curie")
    expect(screen_desk.options.first).to_contain_text("Marie Curie")
    page.keyboard.press("Enter")
    expect(screen_desk.customer).to_be_visible()
    page.keyboard.press("F7")
    page.locator("#cash").fill("5000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Is that right?")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Is that right?")).to_be_hidden()
    expect(page.locator("#cash")).to_be_focused()
    expect(page.locator("#cash")).to_have_value("5000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Yes, take it")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#complete")).to_be_focused()
    assert_accessible(page)
    screen_desk.complete()
    assert_accessible(page)
    page.goto(f"{screen_desk.url}/till/parked/")
    assert_accessible(page)
    page.get_by_role("button", name="Lock the till").click()
    expect(page.locator("#pin")).to_be_focused()
    assert_accessible(page)

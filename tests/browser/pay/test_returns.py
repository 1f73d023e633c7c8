"""Bringing something back: by its receipt, in exchange for something else, and what that looks like."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.pay.paying import Desk, amount

type Check = Callable[[Page], None]


def sold(desk: Desk) -> str:
    """What is on the payment page is paid; returns the receipt's number."""
    desk.pay_exactly()
    desk.complete()
    number = re.search(r"\w+-\d{6}", desk.page.locator(".receipt").inner_text())
    assert number
    desk.page.goto(f"{desk.url}/till/")
    return number[0]


def look_up(desk: Desk, number: str) -> None:
    desk.page.keyboard.press("Shift+F8")
    expect(desk.page.locator("#return_number")).to_be_focused()
    desk.type(number)
    desk.page.keyboard.press("Enter")


def test_a_receipt_comes_back_by_keyboard_alone(each_desk: Desk) -> None:
    desk, page = each_desk, each_desk.page
    price = desk.due
    number = sold(desk)
    look_up(desk, "9-999")
    expect(page.locator("#return_number_error")).to_be_visible()
    page.locator("#return_number").fill(number)
    page.keyboard.press("Enter")
    expect(page.locator("[data-pieces]")).to_be_focused()
    page.keyboard.press("F8")
    expect(page.locator("[data-reason]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("F10")
    line = page.locator("#basket .line-return")
    expect(line).to_contain_text(number)
    expect(line).to_contain_text(desk.say("Does not fit"))
    page.keyboard.press("F10")
    expect(page.locator("#give-back [value='as_paid']")).to_be_focused()
    assert desk.due == price
    page.keyboard.press("Enter")
    expect(page.locator("#complete")).to_be_focused()
    expect(desk.said).to_contain_text(desk.say("Cash"))
    desk.complete()
    expect(page.locator(".receipt-kind")).to_be_visible()
    expect(page.locator(".receipt")).to_contain_text(number)
    assert amount(page.locator("#change").inner_text()) == price

    page.goto(f"{desk.url}/till/")
    look_up(desk, number)
    expect(page.locator("#return-form .empty")).to_be_visible()


def test_an_exchange_is_paid_by_the_difference(desk: Desk) -> None:
    page, price = desk.page, desk.due
    number = sold(desk)
    look_up(desk, number)
    expect(page.locator("#return-form")).to_be_visible()
    page.locator("[data-counts='1']").click()
    page.locator("[data-reason]").select_option("wrong")
    page.get_by_role("button", name="Put in the basket").click()
    expect(page.locator("#basket .line-return")).to_be_visible()
    desk.put_in("backpack")
    page.keyboard.press("F10")
    expect(page.locator("#due")).to_be_visible()
    difference = desk.due
    assert difference > 0
    desk.pay_exactly()
    expect(page.locator("#complete")).to_have_text(re.compile("Complete the exchange"))
    desk.complete()
    expect(page.locator("h1")).to_have_text("Exchange complete")
    paper = page.locator(".receipt")
    assert amount(paper.locator(".total dd").inner_text()) == difference
    returned, taken = map(amount, paper.locator("table").first.locator("td:last-child").all_inner_texts())
    assert returned == price
    assert taken - returned == difference


def test_the_screens_of_a_return(screen_desk: Desk, assert_accessible: Check) -> None:
    desk, page = screen_desk, screen_desk.page
    desk.pay_exactly()
    desk.complete()
    page.get_by_role("button", name="Void the sale").click()
    expect(page.locator("#void-title")).to_be_visible()
    page.locator("dialog .button-danger").click()
    expect(page.locator("#allowing_pin")).to_be_focused()
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Return").click()
    expect(page.locator("#return-form")).to_be_visible()
    page.locator("[data-reason]").select_option("")
    page.keyboard.press("F8")
    page.keyboard.press("F10")
    expect(page.locator("[data-reason]")).to_have_attribute("aria-invalid", "true")
    assert_accessible(page)
    page.locator("[data-reason]").select_option("fit")
    page.keyboard.press("F10")
    expect(page.locator("#return-form")).to_have_count(0)
    if (tab := page.locator("[data-shows='basket']")).is_visible():
        tab.click()
    expect(page.locator("#basket .line-return")).to_be_visible()
    assert_accessible(page)
    page.goto(f"{desk.url}/till/pay/")
    expect(page.locator("#give-back")).to_be_visible()
    assert_accessible(page)


def test_what_comes_back_without_a_receipt_is_found_and_priced_by_keyboard(desk: Desk) -> None:
    page = desk.page
    sold(desk)
    page.keyboard.press("Shift+F8")
    page.get_by_role("button", name="Without receipt").press("Enter")
    expect(page.locator("#unknown_search")).to_be_focused()
    desk.type("tote")
    page.keyboard.press("Enter")
    expect(page.locator("#unknown_price")).to_be_focused()
    expect(page.locator(".return-product")).to_contain_text("Tote")
    desk.type("12")
    expect(page.locator("#unknown_price")).to_have_value("12")
    page.keyboard.press("Escape")
    expect(page.locator("#product-search")).to_be_focused()

import re

from playwright.sync_api import expect

from tests.browser.pay.paying import Desk


def finish(desk: Desk) -> None:
    desk.pay_exactly()
    desk.complete()
    expect(desk.page.locator("#new-sale")).to_be_focused()


def test_printing_prints_the_receipt_alone_on_80_millimetres(desk: Desk) -> None:
    page = desk.page
    finish(desk)
    page.evaluate("window.print = () => document.body.setAttribute('data-printed', 'yes')")
    page.get_by_role("button", name="Print").click()
    expect(page.locator("body")).to_have_attribute("data-printed", "yes")
    beside = (".till-bar", ".receipt-actions", ".receipt-done")
    for shown in beside:
        expect(page.locator(shown)).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".receipt")).to_be_visible()
    for hidden in beside:
        expect(page.locator(hidden)).to_be_hidden()
    width = page.locator(".receipt").evaluate("receipt => receipt.getBoundingClientRect().width")
    assert width <= 80 * 96 / 25.4


def test_enter_begins_a_new_sale_wherever_the_focus_is(desk: Desk) -> None:
    page = desk.page
    finish(desk)
    page.locator("#new-sale").blur()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/till/$"))
    expect(page.locator("#basket .empty")).to_be_visible()


def test_a_receipt_can_be_reloaded(desk: Desk) -> None:
    finish(desk)
    number = desk.page.locator(".receipt-facts dd").first.inner_text()
    desk.page.reload()
    expect(desk.page.locator(".receipt-facts dd").first).to_have_text(number)


def test_the_receipt_speaks_the_customers_language(desk: Desk) -> None:
    page = desk.page
    page.keyboard.press("F2")
    desk.type("curie")
    expect(desk.options.first).to_contain_text("Marie Curie")
    page.keyboard.press("Enter")
    expect(desk.customer).to_have_text("Marie Curie")
    finish(desk)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".receipt")).to_have_attribute("lang", "fr")
    expect(page.locator(".receipt-facts")).to_contain_text("Servi par")


def test_a_sale_is_parked_and_taken_up_again(desk: Desk) -> None:
    page = desk.page
    page.goto(f"{desk.url}/till/")
    page.keyboard.press("F8")
    expect(page.get_by_label("Name it")).to_be_focused()
    desk.type("red coat")
    page.keyboard.press("Enter")
    expect(page.locator("#messages")).to_contain_text("The sale is parked")
    page.goto(f"{desk.url}/till/parked/")
    page.locator("li", has_text="red coat").get_by_role("button", name="Take up").click()
    expect(page).to_have_url(re.compile("/till/$"))
    expect(page.locator("#basket .line")).to_have_count(1)

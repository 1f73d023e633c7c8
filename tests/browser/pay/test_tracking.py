"""On the receipt screen a sale that was nobody's finds its customer."""

import re

from playwright.sync_api import expect

from tests.browser.pay.paying import Desk


def test_a_sale_is_tracked_by_keyboard_alone(each_desk: Desk) -> None:
    page = each_desk.page
    each_desk.pay_exactly()
    each_desk.complete()
    expect(page.locator("#new-sale")).to_be_focused()
    page.keyboard.press("F2")
    expect(each_desk.box).to_be_focused()
    each_desk.type("wisniewski")
    expect(each_desk.options.first).to_contain_text("Łukasz")
    page.keyboard.press("Enter")
    expect(page.locator("#receipt-customer strong")).to_have_text("Łukasz Wiśniewski")
    expect(page.locator(".receipt")).to_contain_text("Łukasz Wiśniewski")
    expect(page.locator("#new-sale")).to_be_focused()
    page.reload()
    expect(page.locator("#receipt-customer strong")).to_have_text("Łukasz Wiśniewski")
    page.locator("#customer-name").click()
    expect(page.locator("#customer_first_name")).to_have_value("Łukasz")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.locator("#new-sale").click()
    expect(page).to_have_url(re.compile("/till/$"))
    expect(page.locator("#basket .empty")).to_be_visible()

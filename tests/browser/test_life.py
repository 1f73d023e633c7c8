"""The whole life of one customer: written down in a sale, bought again as somebody else, tracked, merged, reprinted."""

import re
import time

from playwright.sync_api import Page, expect

from tests.browser.counter import Cashiers
from tests.browser.office import enter
from tests.browser.sell.selling import Till
from tests.browser.shop import Shop

DIGITS = f"{time.time_ns() % 10**6:06}"
PHONE = f"06 13 {DIGITS[:2]} {DIGITS[2:4]} {DIGITS[4:]}"


def pay(page: Page) -> str:
    """Pay what is in the basket, and return the receipt's number."""
    page.keyboard.press("F10")
    page.locator("[data-takes]").first.click()
    expect(page.locator("#complete")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#new-sale")).to_be_focused()
    number = re.search(r"\w+-\d{6}", page.locator(".receipt").inner_text())
    assert number
    return number[0]


def buys_as(till: Till, name: str) -> str:
    """Somebody of this name, with the phone, is written down in a sale; returns the receipt's number."""
    page = till.page
    till.put_in()
    page.keyboard.press("F2")
    till.type(name)
    expect(till.add_option).to_contain_text(name)
    page.keyboard.press("Control+Enter")
    till.field("Phone").fill(PHONE)
    page.keyboard.press("F7")
    till.form.get_by_role("button", name="Create account").click()
    expect(till.attached).to_have_text(name)
    receipt = pay(page)
    expect(page.locator(".receipt")).to_contain_text(name)
    return receipt


def next_sale(page: Page) -> None:
    page.locator("#new-sale").click()
    expect(page).to_have_url(re.compile("/till/$"))


def test_from_the_first_sale_to_merged_and_reprinted(page: Page, cashiers: Cashiers, open_shop: Shop) -> None:
    cashiers.sell(page)
    till = Till(page, "en")
    receipts = [buys_as(till, "Sidonie Vanhoutte")]
    next_sale(page)
    receipts.append(buys_as(till, "Sydonie Vanhoute"))
    next_sale(page)

    till.put_in()
    receipts.append(pay(page))
    page.keyboard.press("F2")
    till.type("sidonie vanh")
    expect(till.options.first).to_contain_text("Sidonie")
    page.keyboard.press("Enter")
    expect(page.locator("#receipt-customer strong")).to_have_text("Sidonie Vanhoutte")
    next_sale(page)

    enter(page, open_shop.url)
    page.goto(f"{open_shop.url}/office/duplicates/")
    page.get_by_role("button", name="Look for duplicates").click()
    page.get_by_role("link", name="See them").click(timeout=60_000)
    compare = page.get_by_role("link", name=re.compile("^Compare S[iy]donie Vanhout.* and S[iy]donie"))
    expect(compare).to_be_visible()
    compare.click()
    page.get_by_role("radio", name="Keep this record Sidonie Vanhoutte").check()
    page.get_by_role("button", name="Merge").click()
    expect(page.get_by_role("heading", name="Sidonie Vanhoutte")).to_be_visible()
    happened = page.locator("#timeline, .timeline").first
    expect(happened).to_contain_text("Another record was merged into this one")
    for receipt in receipts:
        expect(happened).to_contain_text(receipt)

    cashiers.sell(page)
    page.keyboard.press("F2")
    till.type(PHONE)
    expect(till.add_option).to_contain_text(PHONE)  # until then those who came lately are listed
    expect(till.options.first).to_contain_text("Sidonie Vanhoutte")
    expect(till.options.filter(has_text="Vanhout")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(till.attached).to_have_text("Sidonie Vanhoutte")
    page.keyboard.press("F7")
    expect(page.locator("#purchases .purchase")).to_have_count(3)
    page.get_by_role("link", name=f"Receipt {receipts[1]}").click()
    expect(page).to_have_url(re.compile("/again/$"))
    page.evaluate("window.print = () => document.body.setAttribute('data-printed', 'yes')")
    page.keyboard.press("p")
    expect(page.locator("body")).to_have_attribute("data-printed", "yes")
    expect(page.locator(".receipt-duplicate")).to_contain_text("DUPLICATE 1")
    expect(page.locator(".receipt")).to_contain_text(receipts[1])

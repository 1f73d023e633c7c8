"""An outlet that asks for the customer first: set in the back office, it opens each new sale on the one box."""

from playwright.sync_api import Page, expect

from tests.browser.counter import Asked
from tests.browser.office import enter
from tests.browser.sell.selling import CASHIERS, Till
from tests.browser.shop import Shop
from tests.browser.till import sign_in


def test_an_outlet_asks_for_the_customer_before_the_sale(page: Page, shop: Shop) -> None:
    enter(page, shop.url)
    page.goto(f"{shop.url}/office/outlets/")
    page.get_by_role("link", name="Habitué demo").first.click()
    page.get_by_label("Ask for the customer before the sale").check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#messages")).to_contain_text("Saved")
    for language, who in CASHIERS.items():
        sign_in(page, shop.url, who)
        till = Till(page, language)
        expect(till.customer_box).to_be_focused()
        expect(page.locator("#asks-first")).to_contain_text(till.say("Who is it?"))
        page.keyboard.press("Escape")
        expect(till.products).to_be_focused()
        till.put_in()
        page.reload()
        expect(till.lines).to_have_count(1)
        expect(page.locator("#asks-first")).to_have_count(0)
        Asked(page, shop.url).empty_the_basket()
        Asked(page, shop.url).post("/till/lock/")

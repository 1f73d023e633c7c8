"""An address in another country is added at a desk, by keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.office import enter
from tests.browser.shop import Shop


@pytest.mark.parametrize(("who", "region"), [("Claire", "British Columbia"), ("Inès", "Colombie-Britannique")])
def test_an_address_in_another_country_by_keyboard(
    page: Page, shop: Shop, who: str, region: str, assert_accessible: Callable[[Page], None]
) -> None:
    enter(page, shop.url, who)
    page.goto(f"{shop.url}/office/customers/")
    page.locator("tbody th a").first.press("Enter")
    page.locator("a[href$='/addresses/new/']").press("Enter")
    street, chosen = page.locator("#id_street"), page.locator("#id_country")
    street.focus()
    page.keyboard.type("12 Government Street")
    chosen.focus()
    page.keyboard.type("Canada")
    expect(page.locator("#id_region option[value='BC']")).to_have_text(region)
    # Choosing goes on while the form is drawn anew, which keeps what was typed.
    expect(chosen).to_be_focused()
    expect(street).to_have_value("12 Government Street")
    for _field in ("recipient", "street", "city"):
        page.keyboard.press("Tab")
    page.keyboard.type("Vancouver")
    page.keyboard.press("Tab")
    page.keyboard.type("Ontario")
    page.keyboard.press("Tab")
    page.keyboard.type("V8X 3X4")
    page.keyboard.press("Enter")
    # It is one of British Columbia: told beside its field, where the focus goes.
    expect(page.locator("#id_postcode_error")).to_be_visible()
    expect(page.locator("#id_postcode")).to_be_focused()
    assert_accessible(page)
    page.keyboard.press("Shift+Tab")
    page.keyboard.type(region)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("address", has_text="Vancouver BC V8X 3X4")).to_contain_text("Canada")
    assert_accessible(page)

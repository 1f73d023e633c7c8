"""Customers from another system's file, by those who may; who stands at the till finds them, and may not."""

import re
from collections.abc import Callable

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.office import enter
from tests.browser.shop import Shop
from tests.browser.till import sign_in

IMPORTS = "/office/customers/imports/"
FILE = (
    "Customer name,Email,Phone,Address,City,Postal code,Country,Customer code,Points balance,Note\r\n"
    "Zéphyrine Quatrefages,zephyrine@example.org,06 98 76 54 32,1 rue Curie,Paris,75005,France,LOY1,250,likes blue\r\n"
    "Marie Curie,not an e-mail,,,,,,LOY2,,\r\n"
)


def found_at_the_till(page: Page) -> Locator:
    """Whom the one box finds to what is typed there; until it answers, it lists who came lately."""
    page.keyboard.press("F2")
    page.locator("#customer-search").press_sequentially("zephyrine")
    expect(page.locator("#customer-add")).to_contain_text("zephyrine")
    return page.get_by_role("option", name="Quatrefages")


@pytest.mark.parametrize(("language", "people"), [("en", ("Sam", "Tom")), ("fr", ("Inès", "Léa"))], ids=["en", "fr"])
def test_an_export_is_uploaded_tried_brought_in_found_and_undone(
    page: Page, shop: Shop, assert_accessible: Callable[[Page], None], language: str, people: tuple[str, str]
) -> None:
    manager, cashier = people

    def say(text: str) -> str:
        with translation.override(language):
            return gettext(text)

    def button(text: str) -> Locator:
        return page.locator("main").get_by_role("button", name=say(text), exact=True)

    def wait_for_the_work() -> None:
        page.get_by_role("link", name=say("To the import")).click(timeout=60_000)
        expect(page).to_have_url(re.compile(IMPORTS))

    enter(page, shop.url, manager)
    page.goto(f"{shop.url}{IMPORTS}")
    file: FilePayload = {"name": "people.csv", "mimeType": "text/csv", "buffer": FILE.encode()}
    page.get_by_label(say("CSV file")).set_input_files(file)
    button("Upload").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("people.csv")
    expect(page.locator(".page-head")).to_contain_text("Loyverse")
    expect(page.get_by_label("Customer code")).to_have_value("code")
    expect(page.get_by_label("Points balance")).to_have_value("aside")
    expect(page.get_by_role("row", name=re.compile("^Zéphyrine"))).to_contain_text("75005")
    expect(page.get_by_role("region", name=say("What is wrong"))).to_contain_text("not an e-mail")
    assert_accessible(page)

    button("Try the whole file").click()
    wait_for_the_work()
    expect(page.get_by_role("heading", name=say("What would be done"))).to_be_visible()
    imported = page.url
    button("Bring in").click()
    wait_for_the_work()
    expect(page.get_by_role("heading", name=say("Done"), exact=True)).to_be_visible()
    report = page.locator("#report")
    expect(report.locator("dt", has_text=say("New customers")).locator("+ dd")).to_have_text("1")
    expect(report.locator("dt", has_text=say("Lines left out")).locator("+ dd")).to_have_text("1")
    assert_accessible(page)

    sign_in(page, shop.url, cashier)
    expect(found_at_the_till(page)).to_be_visible()
    page.goto(imported)
    expect(page).to_have_url(re.compile("/office/sign-in/"))

    enter(page, shop.url, manager)
    page.goto(imported)
    button("Undo").click()
    wait_for_the_work()
    expect(page.get_by_role("heading", name=say("This import was undone."))).to_be_visible()
    expect(page.locator("#undone dd").first).to_have_text("1")
    page.goto(f"{shop.url}/till/")
    expect(found_at_the_till(page)).to_have_count(0)

"""The back office as its people use it: by mouse, by keyboard, on every size of screen."""

import re
from collections.abc import Callable
from contextlib import suppress
from itertools import batched

import pytest
from playwright.sync_api import Dialog, Error, Page, Route, expect

from tests.browser.office import enter
from tests.browser.shop import Shop

PAGES = (
    "sales",
    "sales > first",
    "sales > first > receipt",
    "sales/?receipt=nothing",
    "customers",
    "customers > first",
    "customers/new",
    "groups",
    "groups/new",
    "suppliers",
    "suppliers/new",
    "products > first",
    "fields",
    "fields/new",
    "duplicates",
    "prices/books",
    "prices/books > first",
    "prices/books/new",
    "prices/try",
    "promotions",
    "promotions > first",
    "loyalty",
    "gift-cards",
    "gift-cards > first",
    "accounts",
    "consent-texts",
    "outlets",
    "outlets/new",
    "staff",
    "staff > first",
    "staff/new",
    "me",
    "mails",
    "jobs",
    "settings",
    "settings/discounts",
    "next",
)


def walk(page: Page, url: str, way: str) -> None:
    place, *clicks = way.split(" > ")
    address = f"{url}/office/{place}{'' if '?' in place else '/'}"
    answer = page.goto(address)
    assert answer
    assert (answer.status, answer.url) == (200, address)
    for click in clicks:
        if click == "first":
            page.locator("tbody th a").nth(0 if place != "staff" else 1).click()
            expect(page.locator(".page-back")).to_be_visible()
        else:
            page.get_by_role("button", name="Receipt").click()
            expect(page.get_by_role("dialog").locator(".receipt")).to_be_visible()


def test_the_way_in_is_accessible_at_every_size(
    screen_page: Page, open_shop: Shop, assert_accessible: Callable[[Page], None]
) -> None:
    screen_page.goto(f"{open_shop.url}/office/sign-in/")
    assert_accessible(screen_page)
    screen_page.get_by_role("button", name="Sign in").click()
    expect(screen_page.locator(".field-error")).to_have_count(2)
    assert_accessible(screen_page)
    enter(screen_page, open_shop.url)
    answer = screen_page.goto(f"{open_shop.url}/nowhere/")
    assert answer
    assert answer.status == 404
    assert_accessible(screen_page)


# A few at a time, so that who runs the tests together can share them.
@pytest.mark.parametrize("ways", list(batched(PAGES, 8, strict=False)), ids=lambda ways: ways[0])
def test_every_screen_is_accessible_at_every_size(
    screen_page: Page, open_shop: Shop, assert_accessible: Callable[[Page], None], ways: tuple[str, ...]
) -> None:
    enter(screen_page, open_shop.url)
    for way in ways:
        walk(screen_page, open_shop.url, way)
        assert_accessible(screen_page)


def test_the_menu_hides_behind_a_button_on_a_small_screen(page: Page, open_shop: Shop) -> None:
    enter(page, open_shop.url)
    menu = page.get_by_role("navigation", name="Back office")
    expect(menu).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    menu.get_by_role("link", name="Contacts").click()
    expect(page.get_by_role("heading", name="Customers")).to_be_visible()


def test_a_customer_is_found_by_keyboard_alone_and_their_sales_too(page: Page, open_shop: Shop) -> None:
    enter(page, open_shop.url)
    page.goto(f"{open_shop.url}/office/sales/")
    name = page.locator("tbody td[data-label='Customer'] bdi").first.inner_text()
    page.get_by_label("Sales of a customer").focus()
    page.keyboard.type(name)
    expect(page.locator(".customer-choices .customer-row").first).to_contain_text(name)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/office/sales/\?customer=[0-9a-f-]{36}$"))
    shown = page.locator("tbody td[data-label='Customer'] bdi").all_inner_texts()
    assert shown
    assert set(shown) == {name}


def test_an_older_answer_never_replaces_a_newer_one(page: Page, open_shop: Shop) -> None:
    enter(page, open_shop.url)
    page.goto(f"{open_shop.url}/office/customers/")
    everybody = page.locator("tbody tr").count()
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/office/customers/", hold_the_first)
    box = page.get_by_label("Find a customer")
    box.press("z")
    box.press_sequentially("zzzzzzz")
    expect(page.get_by_role("heading", name="Nobody like this")).to_be_visible()
    # The browser may have dropped the request, which is just what is wanted.
    with suppress(Error):
        held[0].continue_()
    page.wait_for_timeout(300)
    expect(page.get_by_role("heading", name="Nobody like this")).to_be_visible()
    box.fill("")
    expect(page.locator("tbody tr")).to_have_count(everybody)


def test_a_new_customer_is_found_by_the_next_search(page: Page, shop: Shop) -> None:
    enter(page, shop.url)
    page.goto(f"{shop.url}/office/customers/")
    page.get_by_label("Find a customer").fill("Zoé Quillfeather")
    page.get_by_role("button", name="Add “Zoé Quillfeather” as a new customer").click()
    expect(page.get_by_label("First name")).to_have_value("Zoé")
    page.get_by_label("Phone", exact=True).fill("123")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#id_phone_error")).to_be_visible()
    expect(page.get_by_label("Phone", exact=True)).to_be_focused()
    page.get_by_label("Phone", exact=True).fill("06 12 34 98 76")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").get_by_text("Zoé Quillfeather is a customer now.")).to_be_visible()
    page.goto(f"{shop.url}/office/customers/")
    page.get_by_label("Find a customer").fill("9876")
    expect(page.locator("tbody tr").filter(has_text="Zoé Quillfeather")).to_be_visible()


def test_leaving_a_form_that_has_changed_asks_first(page: Page, open_shop: Shop) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    enter(page, open_shop.url)
    page.goto(f"{open_shop.url}/office/settings/")
    page.get_by_role("link", name="Sales").click()
    expect(page).to_have_url(re.compile("/office/sales/$"))
    assert not asked
    page.goto(f"{open_shop.url}/office/settings/")
    page.get_by_label("Shop name").fill("Something else")
    with page.expect_event("dialog"):
        page.get_by_role("link", name="Sales").click()
    assert asked == ["beforeunload"]
    expect(page.get_by_label("Shop name")).to_have_value("Something else")
    page.get_by_label("Shop name").fill("")
    page.get_by_role("button", name="Save").first.click()
    expect(page.locator(".form-errors")).to_be_visible()
    with page.expect_event("dialog"):
        page.get_by_role("link", name="Sales").click()
    assert asked == ["beforeunload"] * 2


def test_saving_does_not_ask(page: Page, shop: Shop) -> None:
    asked: list[str] = []

    def go_on(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", go_on)
    enter(page, shop.url)
    page.goto(f"{shop.url}/office/settings/")
    page.get_by_label("The till locks after").fill("0")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("The till locks after")).to_be_focused()
    page.get_by_label("The till locks after").fill("7")
    page.get_by_label("Shop name").fill("Maison Orsel")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").get_by_text("Saved.")).to_be_visible()
    expect(page.locator(".office-side .office-brand")).to_have_text("Maison Orsel")
    assert not asked


def test_somebody_is_added_let_go_and_out(page: Page, shop: Shop) -> None:
    enter(page, shop.url)
    page.goto(f"{shop.url}/office/staff/new/")
    page.get_by_label("Name").fill("Nour")
    page.get_by_label("PIN for the till", exact=True).fill("8642")
    page.get_by_role("button", name="Show: PIN for the till").click()
    expect(page.locator("#id_pin")).to_have_attribute("type", "text")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Nour").click()
    page.get_by_role("link", name="Let go").click()
    page.get_by_role("button", name="Let Nour go").click()
    expect(page.get_by_role("status").get_by_text("Nour can sign in no more.")).to_be_visible()
    expect(page.get_by_role("heading", name="No longer here")).to_be_visible()


def test_signing_out_leads_to_the_sign_in_page(page: Page, open_shop: Shop) -> None:
    enter(page, open_shop.url)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Habitué demo")).to_be_visible()
    page.goto(f"{open_shop.url}/office/sales/")
    expect(page).to_have_url(re.compile("/office/sign-in/"))

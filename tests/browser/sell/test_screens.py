"""Every state of the sell screen, on every size of screen, light and dark: axe finds nothing."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.sell.selling import Till

type Check = Callable[[Page], None]


def test_the_sell_screen(screen_till: Till, assert_accessible: Check) -> None:
    page = screen_till.page
    assert_accessible(page)
    page.locator(".tile[data-asks]").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert_accessible(page)
    page.locator(".variant").first.click()
    expect(screen_till.lines).to_have_count(1)
    screen_till.products.fill("polish")
    expect(page.locator(".found-row").first).to_be_visible()
    assert_accessible(page)
    screen_till.products.fill("nothing of the kind")
    expect(page.locator("#found .empty")).to_be_visible()
    assert_accessible(page)
    if (tab := page.locator("[data-shows='basket']")).is_visible():
        tab.click()
    page.locator("[data-quantity]").fill("0")
    page.locator("[data-quantity]").press("Enter")
    expect(page.locator("[data-quantity]")).to_have_attribute("aria-invalid", "true")
    assert_accessible(page)
    page.locator("[data-discount]").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.locator("[data-remove]").click()
    expect(page.locator(".sale-notice")).to_be_visible()
    assert_accessible(page)


def test_the_customer(screen_till: Till, assert_accessible: Check) -> None:
    page = screen_till.page
    screen_till.customer_box.click()
    expect(screen_till.options).to_have_count(20)
    assert_accessible(page)
    screen_till.customer_box.fill("martin")
    expect(screen_till.add_option).to_be_visible()
    assert_accessible(page)
    screen_till.add_option.click()
    expect(screen_till.form).to_be_visible()
    assert_accessible(page)
    screen_till.field("First name").fill("")
    screen_till.field("Phone").fill("061")
    screen_till.field("Phone").press("Enter")
    expect(screen_till.field("Phone")).to_have_attribute("aria-invalid", "true")
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(page.locator("#messages")).to_contain_text("not saved yet")
    # What is said over a dialog can be put away, and what is being typed goes on.
    page.locator(".message-close").click()
    expect(page.locator(".message")).to_have_count(0)
    expect(screen_till.field("Phone")).to_be_focused()
    page.keyboard.type("2")
    expect(screen_till.field("Phone")).to_have_value("0612")
    page.keyboard.press("Escape")
    expect(page.locator("#messages")).to_contain_text("not saved yet")
    page.keyboard.press("Escape")
    expect(page.locator("#messages")).not_to_contain_text("not saved yet")
    screen_till.customer_box.fill("marie")
    screen_till.options.first.click()
    expect(screen_till.attached).to_be_visible()
    assert_accessible(page)
    page.locator("#customer-name").click()
    expect(page.get_by_role("dialog", name="Change the record")).to_be_visible()
    assert_accessible(page)


def test_what_the_scanner_and_the_keys_show(screen_till: Till, assert_accessible: Check) -> None:
    page = screen_till.page
    screen_till.scan("2999999999990")
    expect(page.get_by_role("dialog", name="Nobody knows this code")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.keyboard.press("F1")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    assert_accessible(page)


def test_what_lies_over_the_sale_of_a_regular(screen_till: Till, assert_accessible: Check) -> None:
    page = screen_till.page
    screen_till.sell_to_somebody_new("Perpetua")
    screen_till.put_in()
    page.keyboard.press("F2")
    screen_till.type("perpetua")
    expect(screen_till.options.first).to_contain_text("Perpetua")
    page.keyboard.press("Enter")
    expect(page.locator("#regular")).to_be_visible()
    for key, name in (
        ("F7", "What Perpetua bought"),
        ("F4", "What Perpetua agrees to"),
        ("Shift+F3", "Sell a gift card"),
        ("Shift+F8", "Return"),
        ("F9", "Discount"),
    ):
        page.keyboard.press(key)
        expect(page.get_by_role("dialog", name=name)).to_be_visible()
        assert_accessible(page)
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("F8")
    expect(page.get_by_role("dialog", name="Park the sale")).to_be_visible()
    assert_accessible(page)
    screen_till.type("green hat")
    page.keyboard.press("Enter")
    expect(page.locator("#messages")).to_contain_text("The sale is parked")
    page.get_by_role("link", name="Parked").click()
    taken_up = page.get_by_role("listitem").filter(has_text="green hat").get_by_role("button", name="Take up")
    expect(taken_up).to_be_visible()
    assert_accessible(page)
    taken_up.click()
    expect(screen_till.attached).to_be_visible()

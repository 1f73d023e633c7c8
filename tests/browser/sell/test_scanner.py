"""A scanner types like a keyboard, only faster. What it reads goes where it belongs, and never into a field."""

import time

import pytest
from playwright.sync_api import Page, expect

from habitue.catalogue.barcodes import check_digit
from tests.browser.keyboard import press
from tests.browser.sell.selling import Till

UNKNOWN = "2999999999990"


def a_sku(till: Till) -> str:
    """The SKU of a product of the demo shop, as the search shows it."""
    till.products.fill("polish")
    shown = till.page.locator(".found-row small").first.inner_text()
    till.products.fill("")
    expect(till.page.locator(".tile").first).to_be_visible()
    return shown.split(" · ")[-1]


@pytest.mark.parametrize("end", ["Enter", "Tab"])
def test_a_scan_goes_into_the_basket_wherever_the_focus_is(till: Till, end: str) -> None:
    sku = a_sku(till)
    page = till.page
    till.products.focus()
    till.scan(sku, end)
    expect(till.lines).to_have_count(1)
    expect(till.products).to_have_value("")
    page.evaluate("document.activeElement.blur()")
    till.scan(sku, end)
    expect(till.lines.locator(".line-quantity")).to_have_text("2 ×")
    page.locator(".tile").nth(3).focus()
    till.scan(sku, end)
    expect(till.lines.locator(".line-quantity")).to_have_text("3 ×")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_what_was_typed_in_a_field_and_what_is_selected_there_stays(till: Till) -> None:
    sku = a_sku(till)
    till.customer_box.click()
    till.type("jeanne martin")
    till.customer_box.evaluate("field => field.setSelectionRange(2, 5)")
    till.page.wait_for_timeout(200)
    till.scan(sku)
    expect(till.lines).to_have_count(1)
    expect(till.customer_box).to_have_value("jeanne martin")
    assert till.customer_box.evaluate("field => [field.selectionStart, field.selectionEnd]") == [2, 5]


def test_a_customers_card_attaches_the_customer(till: Till) -> None:
    page = till.page
    page.keyboard.press("Shift+F2")
    till.field("First name").fill("Casimir")
    card = f"29-{time.time_ns()}"
    till.field("Customer cards").fill(card)
    page.keyboard.press("Enter")
    expect(till.attached).to_have_text("Casimir")
    page.get_by_role("button", name="Detach Casimir").click()
    expect(till.customer_box).to_be_visible()
    till.scan(card.replace("-", ""))
    expect(till.attached).to_have_text("Casimir")


def test_an_unknown_code_is_shown_and_may_be_searched_for_or_become_a_card(till: Till) -> None:
    page = till.page
    till.scan(UNKNOWN)
    told = page.get_by_role("dialog", name="Nobody knows this code")
    expect(told).to_contain_text(UNKNOWN)
    told.get_by_role("button", name="Search products for it").click()
    expect(till.products).to_have_value(UNKNOWN)
    expect(page.locator("#found")).to_contain_text("Nothing is called")
    till.products.fill("")
    till.scan(UNKNOWN)
    told.get_by_role("button", name="New customer with this card").click()
    expect(till.field("Customer cards")).to_have_value(UNKNOWN)
    expect(till.field("First name")).to_be_focused()


def test_a_scan_over_an_unknown_code_goes_on(till: Till) -> None:
    sku = a_sku(till)
    till.scan(UNKNOWN)
    expect(till.page.get_by_role("dialog", name="Nobody knows this code")).to_be_visible()
    till.scan(sku)
    expect(till.lines).to_have_count(1)
    expect(till.page.locator("dialog[open]")).to_have_count(0)


def test_a_card_scanned_while_the_form_is_open_is_offered_to_it(till: Till) -> None:
    card = f"31{till.page.evaluate('Date.now()')}"
    till.page.keyboard.press("Shift+F2")
    till.field("First name").fill("Odile")
    till.scan(card)
    expect(till.field("First name")).to_have_value("Odile")
    expect(till.field("Customer cards")).to_have_value("")
    expect(till.form.locator(".duplicate")).to_contain_text(card)
    till.page.keyboard.press("F4")
    expect(till.field("Customer cards")).to_have_value(card)
    till.page.keyboard.press("Enter")
    expect(till.attached).to_have_text("Odile")
    till.page.get_by_role("button", name="Detach Odile").click()
    expect(till.customer_box).to_be_visible()
    till.page.keyboard.press("Shift+F2")
    till.scan(card)
    expect(till.form.locator(".duplicate")).to_contain_text("Odile")
    till.page.keyboard.press("F4")
    expect(till.attached).to_have_text("Odile")
    till.page.get_by_role("button", name="Change the record").click()
    record = till.page.get_by_role("dialog", name="Change the record")
    till.scan(f"{card}2")
    expect(record.locator(".duplicate")).to_contain_text(f"{card}2")
    till.scan(card)  # the customer's own: nothing to say of it
    expect(record.locator(".duplicate")).to_have_count(0)
    till.scan(f"{card}2")
    expect(record.locator(".duplicate")).to_contain_text(f"{card}2")
    till.page.keyboard.press("F4")
    expect(record.get_by_role("textbox", name="Customer cards")).to_have_value(f"{card}, {card}2")


def test_two_scans_in_a_row_are_two(till: Till) -> None:
    sku = a_sku(till)
    for _scan in range(5):
        till.scan(sku)
    expect(till.lines.locator(".line-quantity")).to_have_text("5 ×")


@pytest.mark.parametrize("delay", [45, 70, 110])
def test_fast_typing_is_no_scan_and_loses_nothing(till: Till, delay: int) -> None:
    text = "0612345678 martin 4006381333931"
    till.customer_box.click()
    till.keys(text, delay, "Tab")
    expect(till.customer_box).to_have_value(text)
    till.page.wait_for_timeout(200)
    expect(till.page.locator("dialog[open]")).to_have_count(0)
    expect(till.lines).to_have_count(0)


def test_a_name_at_the_speed_of_a_machine_is_a_name(till: Till) -> None:
    till.customer_box.click()
    till.keys("martin", 2, "Enter")
    expect(till.attached).to_contain_text("Martin")


def test_a_key_held_down_is_no_scan(till: Till) -> None:
    till.products.focus()
    press(till.page, "7" * 13, 30, "Enter", held=True)
    expect(till.products).to_have_value("7" * 13)
    expect(till.page.locator("#found")).to_contain_text("Nothing is called")
    expect(till.page.locator("dialog[open]")).to_have_count(0)


def test_pasting_is_no_scan(till: Till, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(f"navigator.clipboard.writeText('{UNKNOWN}')")
    till.products.focus()
    page.keyboard.press("Control+V")
    expect(till.products).to_have_value(UNKNOWN)
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_contain_text("Nothing is called")
    expect(till.products).to_have_value(UNKNOWN)
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_a_code_full_of_shortcuts_presses_none_of_them(till: Till) -> None:
    till.put_in()
    till.page.keyboard.press("F6")
    till.scan("A-+*1?/")
    expect(till.page.get_by_role("dialog", name="Nobody knows this code")).to_be_visible()
    expect(till.lines.locator(".line-quantity")).to_have_text("1 ×")


def test_a_scanner_set_to_another_layout_is_understood(till: Till) -> None:
    """A French keyboard's digits need Shift; a scanner that does not press it sends other characters."""
    body = "299999999999"
    code = body + check_digit(body)
    till.page.evaluate(
        """async code => {
          const azerty = {0: 'à', 1: '&', 2: 'é', 3: '"', 4: "'", 5: '(', 6: '-', 7: 'è', 8: '_', 9: 'ç'};
          const press = (key, code) =>
            document.body.dispatchEvent(new KeyboardEvent('keydown', {key, code, bubbles: true, cancelable: true}));
          document.activeElement.blur();
          for (const digit of code) press(azerty[digit], `Digit${digit}`);
          press('Enter', 'Enter');
        }""",
        code,
    )
    expect(till.page.get_by_role("dialog", name="Nobody knows this code")).to_contain_text(code)

"""What a regular pays, what a code takes off and what a manager allows, in both languages and by keyboard."""

import re

from playwright.sync_api import expect

from habitue.stores.demo import DEMO_STAFF
from tests.browser.sell.selling import Till, total


def attach(till: Till, name: str) -> None:
    till.page.keyboard.press("F2")
    till.type(name)
    expect(till.options.first).to_contain_text(name)
    till.page.keyboard.press("Enter")
    expect(till.attached).to_have_text(name)


def test_a_groups_prices_are_shown_when_a_customer_is_attached(each_till: Till) -> None:
    page, changed = each_till.page, each_till.page.locator("#repriced")
    each_till.put_in("bucket bag")
    before = total(page)
    attach(each_till, "Joanna Brown")
    expect(changed).to_contain_text("VIP prices")
    expect(changed).to_be_in_viewport()
    expect(changed.locator("li s")).to_contain_text(before)
    expect(page.locator("#pay .total dd")).not_to_contain_text(before)
    page.keyboard.press("F6")
    expect(each_till.lines.locator(".line-main")).to_be_focused()
    page.keyboard.press("w")
    why = page.get_by_role("dialog", name=each_till.say("Why this price"))
    expect(why).to_contain_text("VIP prices")
    expect(why.locator(".why > div").first).to_contain_text(before)
    page.keyboard.press("Escape")
    page.get_by_role("button", name=each_till.say("Detach %(name)s from this sale") % {"name": "Joanna Brown"}).click()
    expect(changed).to_contain_text(each_till.say("New prices"))
    expect(page.locator("#pay .total dd")).to_contain_text(before)
    changed.get_by_role("button").click()
    expect(changed).to_have_count(0)


def test_a_promotion_by_its_code(each_till: Till) -> None:
    page = each_till.page
    each_till.put_in()
    before = total(page)
    page.keyboard.press("Shift+F9")
    field = page.get_by_role("dialog").get_by_role("textbox")
    each_till.type("bienvenue")
    page.keyboard.press("Enter")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("bienvenue")
    page.keyboard.press("Escape")
    attach(each_till, "Joanna Brown")
    page.keyboard.press("Shift+F9")
    expect(field).to_be_focused()
    each_till.type("bienvenue")
    page.keyboard.press("Enter")
    expect(page.locator("#repriced")).to_contain_text("Welcome")
    expect(page.locator("#pay .total dd")).not_to_contain_text(before)
    page.locator(".code-typed").get_by_role("button").click()
    expect(page.locator(".code-typed")).to_have_count(0)
    expect(page.locator("#pay .total dd")).to_contain_text(before)


def test_more_than_a_cashier_may_give_needs_a_managers_pin(each_till: Till) -> None:
    page, manager = each_till.page, DEMO_STAFF[0]
    each_till.put_in()
    page.keyboard.press("F9")
    off = page.get_by_role("dialog").locator("[name='off']")
    expect(off).to_be_focused()
    each_till.type("50")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    pin = page.get_by_role("dialog").locator("[name='pin']")
    expect(pin).to_be_focused()
    page.get_by_role("dialog").get_by_role("combobox").select_option(label=manager.name)
    pin.focus()
    each_till.type(manager.pin)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(each_till.lines.first).to_contain_text(re.compile("−50\\s%"))


def test_on_a_phone_new_prices_are_seen_and_the_screen_stays_where_it_is(till: Till) -> None:
    page = till.page
    page.set_viewport_size({"width": 390, "height": 844})
    for name in ("bucket bag", "tote", "wallet", "card holder"):
        till.put_in(name)
    attach(till, "Joanna Brown")
    expect(page.locator("#repriced")).to_contain_text("VIP prices")
    expect(page.locator("#repriced")).to_be_in_viewport()
    expect(page.locator("#customer-card")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.scrollingElement.scrollHeight <= innerHeight")
    page.get_by_role("button", name=till.say("Products")).click()
    expect(till.products).to_be_in_viewport()
    assert page.locator("#found").evaluate("found => found.clientHeight") > 200


def test_a_discount_without_a_reason_has_the_focus_at_the_reasons(till: Till) -> None:
    page = till.page
    till.put_in()
    page.keyboard.press("F9")
    expect(page.get_by_role("dialog").locator("[name='off']")).to_be_focused()
    till.type("5")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").locator("[name='reason']").first).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("#product-search")).to_be_focused()

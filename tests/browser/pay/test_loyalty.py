"""Joining, earning and paying with what was earned, from the payment page and in both languages."""

import time
from decimal import Decimal

from playwright.sync_api import expect

from tests.browser.pay.paying import Desk


def test_somebody_joins_earns_and_pays_with_it(each_desk: Desk) -> None:
    desk, page = each_desk, each_desk.page
    name = f"Fidèle-{time.time_ns()}"
    desk.begin("backpack")
    price = desk.due
    page.keyboard.press("F2")
    desk.picker.get_by_role("button", name=desk.say("Create an account")).click()
    desk.field("First name").fill("Ondine")
    desk.field("Last name").fill(name)
    desk.form.get_by_role("button", name=desk.say("Create account")).click()
    expect(desk.customer).to_have_text(f"Ondine {name}")

    page.locator("#join").click()
    joining = page.get_by_role("dialog")
    expect(joining.locator("blockquote")).not_to_be_empty()
    expect(joining.get_by_role("button", name=desk.say("Agrees and joins"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#customer-loyalty")).to_contain_text("50 points")
    expect(page.locator(".totals-earns dd")).to_contain_text(str(int(price)))
    desk.pay_exactly()
    desk.complete()
    collected = 50 + int(price)
    expect(page.locator(".receipt-balances")).to_contain_text(f"{collected} points")

    desk.begin("backpack")
    page.keyboard.press("F2")
    desk.box.press_sequentially(name, delay=20)
    desk.options.filter(has_text=name).first.click()
    # Whoever is attached brings their way of paying along.
    expect(page.locator("#way-loyalty")).to_be_enabled()
    page.keyboard.press("F9")
    expect(page.locator("#loyalty")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".payments-taken li")).to_have_count(1)
    assert desk.due == price - Decimal(collected * 5) / 100
    page.get_by_role("button", name=desk.say("Detach from this sale")).click()
    refused = desk.say(
        "This customer has paid a part of it: %(tender)s. Take that payment back first.", tender=desk.say("Loyalty")
    )
    expect(page.locator("#payment-customer").get_by_text(refused).first).to_be_attached()
    expect(desk.customer).to_have_text(f"Ondine {name}")
    desk.pay_exactly()
    desk.complete()
    expect(page.locator(".receipt")).to_contain_text(desk.print("Loyalty"))

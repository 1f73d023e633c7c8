"""Joining, earning, paying with what was earned, and bringing the goods back, in both languages."""

import re
import time
from decimal import Decimal

from playwright.sync_api import expect

from tests.browser.pay.paying import Desk


def join(desk: Desk, name: str) -> None:
    page = desk.page
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


def pay_with_all_of_it(desk: Desk, name: str) -> None:
    """Whoever is attached brings their way of paying along."""
    page = desk.page
    page.keyboard.press("F2")
    desk.box.press_sequentially(name, delay=20)
    desk.options.filter(has_text=name).first.click()
    expect(page.locator("#way-loyalty")).to_be_enabled()
    page.keyboard.press("F9")
    expect(page.locator("#loyalty")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".payments-taken li")).to_have_count(1)


def bring_back(desk: Desk, number: str) -> None:
    page = desk.page
    page.goto(f"{desk.url}/till/")
    page.keyboard.press("Shift+F8")
    expect(page.locator("#return_number")).to_be_focused()
    desk.type(number)
    page.keyboard.press("Enter")
    expect(page.locator("[data-pieces]")).to_be_focused()
    page.keyboard.press("F8")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("F10")
    expect(page.locator("#basket .line-return")).to_be_visible()
    page.keyboard.press("F10")
    expect(page.locator("#give-back [value='as_paid']")).to_be_focused()


def test_somebody_joins_earns_pays_with_it_and_brings_it_back(each_desk: Desk) -> None:
    desk, page = each_desk, each_desk.page
    name = f"Fidèle-{time.time_ns()}"
    desk.begin("backpack")
    price = desk.due
    join(desk, name)
    expect(page.locator(".totals-earns dd")).to_contain_text(str(int(price)))
    desk.pay_exactly()
    desk.complete()
    collected = 50 + int(price)
    expect(page.locator(".receipt-balances")).to_contain_text(f"{collected} points")

    desk.begin("backpack")
    pay_with_all_of_it(desk, name)
    left = price - Decimal(collected * 5) / 100
    assert desk.due == left
    page.get_by_role("button", name=desk.say("Detach from this sale")).click()
    refused = desk.say(
        "This customer has paid a part of it: %(tender)s. Take that payment back first.", tender=desk.say("Loyalty")
    )
    expect(page.locator("#payment-customer").get_by_text(refused).first).to_be_attached()
    expect(desk.customer).to_have_text(f"Ondine {name}")
    desk.pay_exactly()
    desk.complete()
    receipt = page.locator(".receipt")
    expect(receipt).to_contain_text(desk.print("Loyalty"))
    earned = int(left)
    expect(page.locator(".receipt-balances")).to_contain_text(f"{earned} points")

    number = re.search(r"\w+-\d{6}", receipt.inner_text())
    assert number
    bring_back(desk, number[0])
    assert desk.due == left
    page.keyboard.press("Enter")
    expect(page.locator("#complete")).to_be_focused()
    desk.complete()
    balances = page.locator(".receipt-balances")
    expect(balances).to_contain_text(desk.print("Taken back with a return"))
    expect(balances).to_contain_text(f"−{earned} points")
    expect(balances).to_contain_text(desk.print("Given back with a return"))
    expect(balances.locator("dd").last).to_have_text(f"{collected} points")

"""A gift card is sold and pays; somebody buys on account and pays it: by keyboard, in both languages."""

import re
from decimal import Decimal

from playwright.sync_api import expect

from tests.browser.keyboard import A_HAND, A_SCANNER, press
from tests.browser.pay.paying import Desk, amount

ON_ACCOUNT = "Hôtel des Deux Gares"


def test_a_gift_card_is_sold_and_pays(each_desk: Desk) -> None:
    desk, page = each_desk, each_desk.page
    page.goto(f"{desk.url}/till/")
    page.keyboard.press("F6")
    page.keyboard.press("Delete")
    expect(page.locator("#basket .empty")).to_have_count(1)
    page.keyboard.press("Shift+F3")
    expect(page.locator("#gift_amount")).to_be_focused()
    page.keyboard.type("20")
    page.keyboard.press("Enter")
    expect(page.locator("#basket .line")).to_contain_text("20,00")
    page.keyboard.press("F10")
    expect(page.locator("#due")).to_contain_text("20,00")
    desk.pay_exactly()
    desk.complete()
    sold = page.locator(".receipt-gift-card")
    expect(sold.locator(".qr")).to_be_visible()
    code = sold.locator("code").inner_text()
    assert re.fullmatch(r"([2-9A-Z]{4} ){3}[2-9A-Z]{4}", code)

    desk.begin("backpack")
    price = desk.due
    page.keyboard.press("F3")
    expect(page.locator("#gift_card")).to_be_focused()
    press(page, "NO SUCH CARD", A_HAND, "Enter", waits=True)
    expect(page.locator("#gift_card-error")).to_contain_text(desk.say("No gift card has this code. Look for slips."))
    press(page, code.replace(" ", ""), A_SCANNER, "Enter")
    expect(page.locator("#take-gift_card")).to_contain_text("20,00")
    expect(page.locator("#gift_card")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".payments-taken li")).to_have_count(1)
    assert desk.due == price - 20
    desk.pay_exactly()
    desk.complete()
    expect(page.locator(".receipt")).to_contain_text(desk.print("Gift card"))

    desk.begin()
    press(page, code.replace(" ", ""), A_SCANNER, "Enter")
    nothing = desk.say("The gift card %(card)s has nothing that it could pay here.", card=f"•••• {code[-4:]}")
    expect(page.locator("#gift_card-error")).to_contain_text(nothing)


def test_somebody_buys_on_account_and_pays_it(each_desk: Desk) -> None:
    desk, page = each_desk, each_desk.page
    desk.begin("backpack")
    price = desk.due
    page.locator("#cash").press_sequentially("5,0")
    page.keyboard.press("F2")
    desk.box.press_sequentially(ON_ACCOUNT, delay=20)
    desk.options.filter(has_text=ON_ACCOUNT).first.click()
    expect(page.locator("#way-account")).to_be_enabled()
    # What was being typed is there still.
    expect(page.locator("#cash")).to_have_value("5,0")
    owed = amount(page.locator("#customer-owes strong, #customer-owes p").first.inner_text().split("€")[0])
    page.keyboard.press("Shift+F8")
    expect(page.locator("#account")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".payments-taken li")).to_have_count(1)
    expect(page.locator("#complete")).to_be_focused()
    desk.complete()
    expect(page.locator(".receipt")).to_contain_text(desk.print("Account"))

    page.goto(f"{desk.url}/till/")
    page.keyboard.press("F2")
    box = page.get_by_role("combobox")
    box.press_sequentially(ON_ACCOUNT, delay=20)
    page.get_by_role("option").filter(has_text=ON_ACCOUNT).first.click()
    expect(page.locator("#customer-owes")).to_be_visible()
    page.locator("#pay-owed").click()
    field = page.locator("#owed_amount")
    expect(field).to_be_focused()
    assert amount(field.input_value()) == owed + price
    field.fill(str(price).replace(".", ","))
    page.keyboard.press("Enter")
    expect(page.locator("#basket .line")).to_have_count(1)
    page.keyboard.press("F10")
    assert desk.due == Decimal(price)
    expect(page.locator("#way-account")).to_have_count(0)
    desk.pay_exactly()
    desk.complete()

    page.goto(f"{desk.url}/till/")
    page.keyboard.press("F2")
    page.get_by_role("combobox").press_sequentially(ON_ACCOUNT, delay=20)
    page.get_by_role("option").filter(has_text=ON_ACCOUNT).first.click()
    expect(page.locator("#customer-owes")).to_be_visible()
    assert amount(page.locator("#customer-owes p").inner_text().split("€")[0]) == owed

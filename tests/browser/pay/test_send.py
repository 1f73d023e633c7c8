"""The receipt leaves by e-mail to an address that is then kept, and as a page behind a QR code."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from habitue.lib.ids import new_id
from tests.browser.keyboard import A_HAND, press
from tests.browser.pay.paying import Desk

FOR_THIS_MACHINE = (
    "Phones cannot open this: the till was opened under an address that leads to this machine alone. "
    "Open it under its address in the network, or set HABITUE_ADDRESS."
)


def test_a_receipt_is_mailed_to_a_typed_address_which_is_kept_and_shown_as_a_qr_code(
    each_desk: Desk, assert_accessible: Callable[[Page], None]
) -> None:
    desk, page, address = each_desk, each_desk.page, f"marie.{new_id().hex}@example.org"
    page.keyboard.press("F2")
    desk.type("curie")
    expect(desk.options.first).to_contain_text("Marie Curie")
    page.keyboard.press("Enter")
    expect(page.locator("#customer-name")).to_contain_text("Marie Curie")
    desk.pay_exactly()
    desk.complete()
    expect(page.locator("#new-sale")).to_be_focused()

    page.keyboard.press("e")
    field, keep = page.locator("#receipt_email"), page.locator("[data-keep]")
    expect(field).to_be_focused()
    expect(keep).to_be_hidden()
    press(page, address, A_HAND)  # a burst that ends with Enter would be a scan
    expect(keep).to_be_visible()
    name = desk.say("Keep this address on the record of %(name)s", name="Marie Curie")
    tick = page.get_by_role("checkbox", name=name)
    expect(tick).not_to_be_checked()
    tick.check()
    field.press("Enter")
    expect(page.locator(".sent-mails")).to_contain_text(address)
    # The next sale may begin at once; the mail goes by itself.
    expect(page.locator("#new-sale")).to_be_focused()
    expect(page.locator(".sent-mails .badge").first).to_have_text(desk.say("sent"))
    expect(field).to_have_value(address)

    page.keyboard.press("q")
    code = page.get_by_role("dialog", name=desk.say("Receipt for a phone"))
    expect(code.get_by_role("img")).to_be_visible()
    expect(code).to_contain_text(desk.say(FOR_THIS_MACHINE))
    assert_accessible(page)
    link = code.get_by_role("link").get_attribute("href")
    page.keyboard.press("Escape")
    page.reload()
    expect(field).to_have_value(address)

    page.goto(link or "")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.locator(".receipt")).not_to_contain_text("Curie")
    assert_accessible(page)
    page.goto(f"{desk.url}/r/nothing/")
    expect(page.get_by_role("heading")).to_have_text("There is no receipt here")

"""What a customer agrees to, at the till: ticked by keyboard, asked and withdrawn in two taps, or not kept at all."""

from playwright.sync_api import Request, expect

from tests.browser.sell.selling import Till


def open_form(till: Till, typed: str) -> None:
    till.put_in()
    till.page.keyboard.press("F2")
    till.type(typed)
    expect(till.add_option).to_contain_text(typed)
    till.page.keyboard.press("Control+Enter")
    expect(till.form).to_be_visible()


def test_ticked_by_keyboard_and_withdrawn_in_two_taps(each_till: Till) -> None:
    page, say = each_till.page, each_till.say
    open_form(each_till, "Zénobie")
    tick = each_till.form.get_by_role("checkbox", name=say("May write to me"), exact=True)
    expect(tick).not_to_be_checked()
    expect(each_till.field("by SMS")).to_be_hidden()
    page.keyboard.press("F7")
    page.keyboard.press("F8")
    expect(tick).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    # The words beside are in the customer's language, which need not be the cashier's.
    each_till.field("Language").select_option("fr")
    expect(each_till.form.get_by_text("Vous pouvez conserver mon nom")).to_be_visible()
    expect(each_till.form.get_by_text("You may keep my name")).to_be_hidden()
    each_till.form.get_by_role("button", name=say("Create account")).click()
    card = page.locator("#customer-consent")
    expect(card).to_contain_text(say("May be written to:"))
    card.get_by_role("button").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Pouvons-nous conserver")).to_be_visible()
    dialog.locator("#write-email-no").click()
    expect(dialog.locator("#write-email-no")).to_have_attribute("aria-pressed", "true")
    expect(dialog.locator("#write-email-no")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_contain_text(say("Is not to be written to"))
    expect(card.get_by_role("button")).to_be_focused()
    expect(each_till.lines).to_have_count(1)


def test_a_regular_who_was_never_asked_is_asked_in_two_taps_on_either_screen(each_till: Till) -> None:
    page, say = each_till.page, each_till.say
    open_form(each_till, "Ysoline")
    each_till.form.get_by_role("button", name=say("Create account")).click()
    card = page.locator("#customer-consent")
    expect(card).to_contain_text(say("Not asked yet"))
    card.get_by_role("button", name=say("Ask")).click()
    page.locator("#keep-all-yes").click()
    # Taps do not wait for answers.
    page.locator("#write-email-yes").click()
    page.locator("#write-sms-no").click()
    expect(page.locator("#write-sms-no")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#write-email-yes")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name=say("Done")).click()
    expect(card).to_contain_text(f"{say('May be written to:')} {say('E-mail')}")
    page.keyboard.press("F10")
    expect(page.locator("#payment-customer #customer-consent")).to_contain_text(say("E-mail"))
    page.keyboard.press("F4")
    page.locator("#write-none").click()
    expect(page.locator("#write-email-no")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name=say("Done")).click()
    expect(page.locator("#customer-consent")).to_contain_text(say("Is not to be written to"))


def test_who_is_not_to_be_kept_is_not_sent_anywhere(till: Till) -> None:
    name = "Xavière"
    open_form(till, name)
    sent: list[str] = []

    def note(request: Request) -> None:
        sent.append(f"{request.url} {request.post_data}")

    till.page.on("request", note)
    till.form.get_by_role("button", name="No, do not keep my details").click()
    expect(till.form).to_have_count(0)
    expect(till.lines).to_have_count(1)
    expect(till.attached).to_have_count(0)
    assert sent
    assert not any("Xavi" in each for each in sent)

"""Taking money: quick amounts, the pad, several tenders, what is refused, and a sale that is made once."""

import re

from playwright.sync_api import expect

from tests.browser.pay.paying import Desk, amount


def test_by_keyboard_alone_cash_gives_change(each_desk: Desk) -> None:
    page, due = each_desk.page, each_desk.due
    expect(page.locator("#cash")).to_be_focused()
    page.keyboard.type("50")
    page.keyboard.press("Enter")
    expect(page.locator("#complete")).to_be_focused()
    assert each_desk.due == 50 - due
    expect(each_desk.said).to_contain_text(each_desk.say("Change to give"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/till/receipts/"))
    assert amount(page.locator("#change").inner_text()) == 50 - due
    expect(page.locator("#new-sale")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/till/$"))
    expect(page.locator("#basket .empty")).to_be_visible()


def test_by_finger_alone_with_the_pad_and_two_tenders(desk: Desk) -> None:
    page, due = desk.page, desk.due
    for key in ("2", ",", "5", "0"):
        page.locator(f"#take-cash [data-key='{key}']").click()
    page.locator("#take-cash [data-key='Backspace']").click()
    expect(page.locator("#cash")).to_have_value("2,5")
    page.get_by_role("button", name="Take cash").click()
    expect(desk.said).to_contain_text("Still due")
    assert amount(page.locator("#due").inner_text()) == due - amount("2,50")
    page.locator("label.tender[data-keys=F8]").click()
    expect(page.locator("#card")).to_be_focused()
    assert amount(page.locator("#card").input_value()) == due - amount("2,50")
    page.get_by_role("button", name="Card accepted").click()
    expect(page.locator(".payments-taken li")).to_have_count(2)
    desk.complete()
    expect(page.locator(".receipt-sums")).to_contain_text("2,50")


def test_the_keys_choose_cash_or_card(desk: Desk) -> None:
    page = desk.page
    page.keyboard.press("F8")
    expect(page.locator("#card")).to_be_focused()
    page.keyboard.type("1")  # what was proposed is replaced
    expect(page.locator("#card")).to_have_value("1")
    page.keyboard.press("F7")
    page.keyboard.press("F7")  # again: it is chosen already, and what is typed is the amount all the same
    expect(page.locator("#cash")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("/till/$"))


def test_wrong_amounts_are_told_beside_the_field_and_kept(desk: Desk) -> None:
    page, field = desk.page, desk.page.locator("#cash")
    for typed, told in (("", "Type how much"), ("twelve", "is not an amount"), ("0", "more than nothing")):
        field.fill(typed)
        page.keyboard.press("Enter")
        expect(page.locator("#cash-error")).to_contain_text(told)
        expect(field).to_have_value(typed)
        expect(field).to_be_focused()
    page.keyboard.press("F10")
    expect(page.get_by_role("alert").filter(has_text="still to be paid")).to_be_visible()
    page.keyboard.press("F8")
    page.locator("#card").fill("9999")
    page.keyboard.press("Enter")
    expect(page.locator("#card-error")).to_contain_text("no more than what is due")


def test_a_payment_taken_by_mistake_is_removed_and_a_reload_loses_none(desk: Desk) -> None:
    page, due = desk.page, desk.due
    page.locator("#cash").fill("2")
    page.keyboard.press("Enter")
    expect(page.locator(".payments-taken li")).to_have_count(1)
    page.reload()
    expect(page.locator(".payments-taken li")).to_have_count(1)
    page.get_by_role("button", name="Remove the payment").click()
    expect(page.locator(".payments-taken")).to_have_count(0)
    assert desk.due == due


def test_a_double_click_on_complete_makes_one_sale(desk: Desk) -> None:
    page = desk.page
    desk.pay_exactly()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/complete/" in request.url else None)
    page.locator("#complete").dblclick(no_wait_after=True)
    expect(page).to_have_url(re.compile("/till/receipts/"))
    assert len(asked) == 1
    first = page.locator(".receipt-facts dd").first.inner_text()
    page.go_back()
    expect(page).to_have_url(re.compile("/till/"))
    desk.begin()
    desk.pay_exactly()
    desk.complete()
    second = page.locator(".receipt-facts dd").first.inner_text()
    assert int(second.partition("-")[2]) == int(first.partition("-")[2]) + 1


def test_a_request_that_comes_twice_leads_to_the_same_receipt(desk: Desk) -> None:
    page = desk.page
    desk.pay_exactly()
    basket = page.locator("input[name=basket]").input_value()
    send = """basket => Promise.all([1, 2, 3].map(() => fetch('/till/pay/complete/', {method: 'POST',
        headers: {'HX-Request': 'true', 'X-CSRFToken': document.querySelector('[name=csrfmiddlewaretoken]').value},
        body: new URLSearchParams({basket})}).then(answer => answer.headers.get('HX-Redirect'))))"""
    assert page.evaluate(send, basket) == [f"/till/receipts/{basket}/"] * 3


def test_the_server_that_does_not_answer_loses_nothing_typed(desk: Desk) -> None:
    page = desk.page
    page.route("**/pay/payments/", lambda route: route.abort())
    page.locator("#cash").fill("3,50")
    page.keyboard.press("Enter")
    expect(page.locator("#messages .message-error").first).to_be_visible()
    expect(page.locator("#cash")).to_have_value("3,50")
    page.unroute("**/pay/payments/")
    page.keyboard.press("Enter")
    expect(desk.said).to_contain_text("3,50")


def test_an_empty_basket_leads_back_and_says_so(desk: Desk) -> None:
    page = desk.page
    desk.post("/till/basket/empty/")
    page.goto(f"{desk.url}/till/pay/")
    expect(page).to_have_url(re.compile("/till/$"))
    expect(page.locator("#messages")).to_contain_text("There is nothing to pay")

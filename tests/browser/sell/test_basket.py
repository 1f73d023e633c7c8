"""A whole sale by keyboard alone, and by mouse and finger: what goes in, what is changed, what is told."""

import re

from playwright.sync_api import Route, expect

from tests.browser.sell.selling import Till, total


def test_a_basket_by_keyboard_alone(each_till: Till) -> None:
    page = each_till.page
    quantity = each_till.lines.nth(0).locator(".line-quantity")
    page.keyboard.press("F3")
    each_till.type("polish")
    page.keyboard.press("Enter")
    expect(each_till.lines).to_have_count(1)
    expect(each_till.products).to_have_value("")
    each_till.type("horn")
    page.keyboard.press("Enter")
    expect(each_till.lines).to_have_count(2)
    page.keyboard.press("F6")
    expect(each_till.lines.nth(1).locator(".line-main")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("+")
    expect(quantity).to_have_text("2 ×")
    expect(each_till.lines.nth(0).locator(".line-main")).to_be_focused()
    page.keyboard.press("-")
    expect(quantity).to_have_text("1 ×")
    page.keyboard.press("*")
    expect(each_till.lines.nth(0).locator("[data-quantity]")).to_be_focused()
    each_till.type("12")
    page.keyboard.press("Enter")
    expect(quantity).to_have_text("12 ×")
    before = total(page)
    page.keyboard.press("F6")
    page.keyboard.press("%")
    expect(page.get_by_role("dialog")).to_be_visible()
    each_till.type("9")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(each_till.lines.nth(0).locator(".line-before")).to_be_visible()
    assert total(page) != before
    page.keyboard.press("F6")
    page.keyboard.press("Delete")
    expect(each_till.lines).to_have_count(1)
    page.keyboard.press("F6")
    page.keyboard.press("Control+z")
    expect(each_till.lines).to_have_count(2)
    expect(quantity).to_have_text("12 ×")
    page.keyboard.press("F10")
    expect(page).to_have_url(re.compile("/till/pay/"))


def test_the_shortcuts_are_shown_by_a_question_mark_unless_one_is_typing(till: Till) -> None:
    shown = till.page.get_by_role("dialog", name="Keyboard shortcuts")
    till.products.focus()
    till.type("w?")
    expect(till.products).to_have_value("w?")
    till.products.fill("")
    for focus in ("focus", "blur"):
        till.products.evaluate(f"field => field.{focus}()")
        till.page.keyboard.press("?")
        expect(shown).to_be_visible()
        till.page.keyboard.press("Escape")
        expect(shown).to_be_hidden()
        expect(till.products).to_have_value("")
    till.page.keyboard.press("?")
    expect(shown).to_be_visible()
    till.page.keyboard.press("Escape")
    expect(shown).to_be_hidden()
    till.page.keyboard.press("F1")
    expect(shown).to_be_visible()


def test_a_size_and_a_colour_are_chosen(till: Till) -> None:
    till.page.locator(".tile", has_text="variants").first.click()
    choice = till.page.get_by_role("dialog")
    chosen = choice.locator(".variant").nth(1)
    size = chosen.locator("span").inner_text()
    chosen.click()
    expect(choice).to_have_count(0)
    expect(till.lines.first).to_contain_text(size)


def test_quick_taps_are_all_counted(till: Till) -> None:
    till.put_in()
    more = till.page.get_by_role("button", name="One more")
    more.evaluate("button => { for (let tap = 0; tap < 5; tap++) button.click(); }")
    expect(till.lines.locator(".line-quantity")).to_have_text("6 ×")


def test_a_wrong_quantity_is_told_beside_the_field_and_kept(till: Till) -> None:
    till.put_in()
    field = till.page.get_by_role("textbox", name="Quantity")
    for typed in ("0", "10000", "two", "1.5"):
        field.fill(typed)
        with till.page.expect_response("**/quantity/"):
            field.press("Enter")
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_value(typed)
        expect(till.page.locator(".line-tools .field-error")).to_contain_text("from 1 to 9,999")
        expect(field).to_be_focused()
    expect(till.lines.locator(".line-quantity")).to_have_text("1 ×")
    field.fill("3")
    field.press("Tab")
    expect(till.lines.locator(".line-quantity")).to_have_text("3 ×")


def test_a_quantity_typed_before_the_answer_to_the_last_one_is_kept(till: Till) -> None:
    till.put_in()
    field = till.page.get_by_role("textbox", name="Quantity")
    waiting: list[Route] = []

    def answer_later(route: Route) -> None:
        waiting.append(route)

    till.page.route("**/quantity/", answer_later)
    field.fill("0")
    field.press("Enter")
    till.page.wait_for_timeout(100)
    field.fill("3")
    assert len(waiting) == 1
    waiting.pop().continue_()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("3")
    expect(field).to_be_focused()
    till.page.unroute("**/quantity/")
    field.press("Tab")
    expect(till.lines.locator(".line-quantity")).to_have_text("3 ×")


def test_a_wrong_discount_is_told_in_the_dialog_and_kept(till: Till) -> None:
    till.put_in()
    till.page.keyboard.press("F9")
    field = till.page.get_by_role("dialog").get_by_role("textbox", name="Discount")
    field.fill("101")
    field.press("Enter")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("101")
    expect(till.page.get_by_role("dialog")).to_contain_text("from 0 to 100 %")
    till.page.get_by_text("Damaged").click()
    field.fill("10")
    field.press("Enter")
    expect(till.page.get_by_role("dialog")).to_have_count(0)
    expect(till.lines.first).to_contain_text("−10 %")


def test_what_was_done_is_said_to_those_who_do_not_see_it(till: Till) -> None:
    till.put_in()
    expect(till.page.locator("#said")).to_have_text(re.compile("Shoe polish.* added, total "))


def test_an_unknown_product_is_told(till: Till) -> None:
    till.products.fill("no such thing")
    till.products.press("Enter")
    expect(till.page.locator("#found")).to_contain_text("Nothing is called “no such thing”")
    expect(till.products).to_have_value("no such thing")


def test_emptying_asks_and_then_does(till: Till) -> None:
    till.put_in()
    till.page.get_by_role("button", name="Empty").click()
    asks = till.page.get_by_role("dialog", name="Empty the basket?")
    expect(asks).to_contain_text("1 piece for")
    asks.get_by_role("button", name="Keep it").click()
    expect(till.lines).to_have_count(1)
    till.page.get_by_role("button", name="Empty").click()
    asks.get_by_role("button", name="Empty the basket").click()
    expect(till.lines).to_have_count(0)


def test_a_phone_has_two_views(till: Till) -> None:
    page = till.page
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator("#basket")).to_be_hidden()
    page.locator(".tile[data-post]").first.click()
    expect(page.locator("#basket-count")).to_have_text("1")
    page.get_by_role("button", name=re.compile("Basket")).click()
    expect(till.lines).to_have_count(1)
    expect(till.products).to_be_hidden()


def test_paying_waits_for_what_is_on_its_way_to_the_basket(till: Till) -> None:
    def later(route: Route) -> None:
        till.page.wait_for_timeout(300)
        route.continue_()

    till.put_in()
    till.page.route("**/more/", later)
    more = till.page.get_by_role("button", name="One more")
    more.evaluate("button => { for (let tap = 0; tap < 3; tap++) button.click(); }")
    till.page.keyboard.press("F10")
    expect(till.page).to_have_url(re.compile("/till/pay/"))
    till.page.goto(till.page.url.replace("pay/", ""))
    expect(till.lines.locator(".line-quantity")).to_have_text("4 ×")


def test_nothing_typed_is_lost_when_the_server_does_not_answer(till: Till) -> None:
    till.put_in()
    till.page.route("**/till/basket/**", lambda route: route.abort())
    field = till.page.get_by_role("textbox", name="Quantity")
    field.fill("7")
    field.press("Enter")
    expect(till.page.locator("#messages")).to_contain_text("does not answer")
    expect(field).to_have_value("7")
    till.page.unroute("**/till/basket/**")
    field.press("Enter")
    expect(till.lines.locator(".line-quantity")).to_have_text("7 ×")
    expect(till.page.locator("#messages .message-error")).to_have_count(0)

"""Adding a customer on the payment page: found or new, by mouse and by keyboard alone, in both languages."""

import time

from playwright.sync_api import expect

from tests.browser.pay.paying import Desk


def assert_it_is_whose_sale_it_is(desk: Desk, name: str) -> None:
    """The customer stands on the page, still after a reload, and then on the receipt."""
    expect(desk.customer).to_have_text(name)
    expect(desk.page.get_by_role("dialog")).to_have_count(0)
    desk.page.reload()
    expect(desk.customer).to_have_text(name)
    desk.pay_exactly()
    desk.complete()
    expect(desk.page.locator(".customer-card strong")).to_have_text(name)
    expect(desk.page.locator(".receipt")).to_contain_text(name)


def test_a_regular_by_mouse(each_desk: Desk) -> None:
    each_desk.page.get_by_role("button", name=each_desk.say("Add a customer")).click()
    expect(each_desk.box).to_be_focused()
    expect(each_desk.options.first).to_be_visible()  # those who came lately, before anything is typed
    each_desk.box.press_sequentially("curie", delay=50)
    row = each_desk.options.filter(has_text="Marie Curie").first
    row.click()
    assert_it_is_whose_sale_it_is(each_desk, "Marie Curie")


def test_a_regular_by_keyboard_alone(each_desk: Desk) -> None:
    page = each_desk.page
    page.keyboard.press("F2")
    expect(each_desk.box).to_be_focused()
    each_desk.type("joan brown")
    expect(each_desk.options.first).to_contain_text("Joan")
    expect(each_desk.options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(each_desk.options.nth(1)).to_have_attribute("aria-selected", "true")
    name = each_desk.options.nth(1).locator("bdi").first.inner_text()
    page.keyboard.press("Enter")
    assert_it_is_whose_sale_it_is(each_desk, name)


def test_a_new_customer_by_mouse(each_desk: Desk) -> None:
    last_name = f"Quille-{time.time_ns()}"
    each_desk.page.get_by_role("button", name=each_desk.say("Add a customer")).click()
    each_desk.picker.get_by_role("button", name=each_desk.say("Create an account")).click()
    expect(each_desk.field("First name")).to_be_focused()
    each_desk.field("First name").fill("Zéphyrine")
    each_desk.field("Last name").fill(last_name)
    each_desk.form.get_by_role("button", name=each_desk.say("Create account")).click()
    assert_it_is_whose_sale_it_is(each_desk, f"Zéphyrine {last_name}")


def test_a_new_customer_by_keyboard_alone(each_desk: Desk) -> None:
    page = each_desk.page
    card = f"HAB{time.time_ns()}"[:14]
    page.keyboard.press("F2")
    expect(each_desk.box).to_be_focused()
    each_desk.type("Aliénor")
    page.keyboard.press("Control+Enter")
    expect(each_desk.field("First name")).to_have_value("Aliénor")
    expect(each_desk.field("Last name")).to_be_focused()
    each_desk.type(card)
    page.keyboard.press("Enter")
    assert_it_is_whose_sale_it_is(each_desk, f"Aliénor {card}")


def test_a_customer_is_changed_and_detached(each_desk: Desk) -> None:
    page = each_desk.page
    page.keyboard.press("F2")
    each_desk.type("curie")
    expect(each_desk.options.first).to_contain_text("Marie Curie")
    page.keyboard.press("Enter")
    expect(each_desk.customer).to_have_text("Marie Curie")
    page.keyboard.press("F2")
    expect(each_desk.box).to_be_focused()
    each_desk.type("wisniewski")
    expect(each_desk.options.first).to_contain_text("Łukasz")
    page.keyboard.press("Enter")
    expect(each_desk.customer).to_have_text("Łukasz Wiśniewski")
    each_desk.button("Detach from this sale").click()
    expect(each_desk.customer).to_have_count(0)
    expect(page.get_by_role("button", name=each_desk.say("Add a customer"))).to_be_visible()


def test_what_was_paid_stays_while_a_customer_is_added(desk: Desk) -> None:
    desk.page.locator("#cash").fill("1")
    desk.page.keyboard.press("Enter")
    expect(desk.said).to_contain_text("Still due")
    left = desk.due
    desk.page.keyboard.press("F2")
    desk.type("curie")
    expect(desk.options.first).to_contain_text("Marie Curie")
    desk.page.keyboard.press("Enter")
    expect(desk.customer).to_have_text("Marie Curie")
    assert desk.due == left

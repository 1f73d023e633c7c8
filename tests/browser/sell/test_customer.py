"""Adding a customer on the sell screen: found or new, by mouse and by keyboard alone, in both languages."""

import re
import time

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.sell.selling import Till


def fresh_phone() -> str:
    return f"06 12 34 {time.time_ns() // 1000 % 100:02} {time.time_ns() // 100000 % 100:02}"


def test_a_regular_by_mouse(each_till: Till) -> None:
    each_till.put_in()
    each_till.customer_box.click()
    each_till.customer_box.press_sequentially("martin", delay=50)
    row = each_till.options.filter(has_text="Martin").first
    name = row.locator("bdi").inner_text()
    row.click()
    expect(each_till.attached).to_have_text(name)
    expect(each_till.lines).to_have_count(1)
    each_till.page.reload()
    expect(each_till.attached).to_have_text(name)


def test_a_regular_by_keyboard_alone(each_till: Till) -> None:
    page = each_till.page
    each_till.put_in()
    page.keyboard.press("F2")
    each_till.type("martin")
    expect(each_till.options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(each_till.options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(each_till.customer_box).to_have_attribute("aria-activedescendant", "customer-2")
    name = each_till.options.nth(1).locator("bdi").inner_text()
    page.keyboard.press("Enter")
    expect(each_till.attached).to_have_text(name)
    expect(each_till.products).to_be_focused()


def test_a_new_customer_by_mouse(each_till: Till) -> None:
    each_till.put_in()
    each_till.customer_box.click()
    each_till.customer_box.press_sequentially("Zéphyrine", delay=50)
    expect(each_till.add_option).to_contain_text("Zéphyrine")
    each_till.add_option.click()
    expect(each_till.field("First name")).to_have_value("Zéphyrine")
    expect(each_till.field("Last name")).to_be_focused()
    each_till.field("Last name").fill(f"Quille-{time.time_ns()}")
    each_till.form.get_by_role("button", name=each_till.say("Create account")).click()
    expect(each_till.form).to_have_count(0)
    expect(each_till.attached).to_contain_text("Zéphyrine Quille")
    expect(each_till.lines).to_have_count(1)


def test_a_new_customer_by_keyboard_alone_is_found_by_the_next_search(each_till: Till) -> None:
    page = each_till.page
    phone = fresh_phone()
    each_till.put_in()
    page.keyboard.press("F2")
    each_till.type(phone)
    expect(each_till.add_option).to_contain_text(phone)
    page.keyboard.press("Control+Enter")
    expect(each_till.field("Phone")).to_have_value(phone)
    expect(each_till.field("First name")).to_be_focused()
    each_till.type("Aliénor")
    page.keyboard.press("Enter")
    expect(each_till.attached).to_have_text("Aliénor")
    expect(each_till.products).to_be_focused()
    page.get_by_role("button", name=re.compile("Aliénor.*(sale|vente)")).click()
    expect(each_till.attached).to_have_count(0)
    page.keyboard.press("F2")
    each_till.type(phone)
    expect(each_till.options.first).to_contain_text("Aliénor")
    page.keyboard.press("Enter")
    expect(each_till.attached).to_have_text("Aliénor")


def test_the_icon_beside_the_field_opens_the_form_empty(till: Till) -> None:
    till.page.get_by_role("button", name="New customer").click()
    expect(till.field("First name")).to_be_focused()
    expect(till.field("First name")).to_have_value("")
    till.page.keyboard.press("Escape")
    expect(till.form).to_have_count(0)


def test_the_field_shows_who_came_lately_as_soon_as_it_has_the_focus(till: Till) -> None:
    till.customer_box.click()
    expect(till.options).to_have_count(20)
    expect(till.customer_box).to_have_attribute("aria-expanded", "true")
    till.page.keyboard.press("Escape")
    expect(till.options).to_have_count(0)
    expect(till.customer_box).to_have_attribute("aria-expanded", "false")


def test_enter_before_the_answer_waits_for_it(till: Till) -> None:
    def later(route: Route) -> None:
        time.sleep(0.4)
        route.continue_()

    till.page.route("**/till/customers/", later)
    till.customer_box.click()
    till.customer_box.press_sequentially("martin", delay=60)
    till.page.keyboard.press("Enter")
    expect(till.attached).to_contain_text("Martin")


@pytest.mark.parametrize("aborts", [True, False], ids=["called off", "answered all the same"])
def test_an_older_answer_never_replaces_a_newer_one(till: Till, aborts: bool) -> None:
    if not aborts:
        # The server has answered before it hears that nobody waits for it any more.
        till.page.evaluate("XMLHttpRequest.prototype.abort = function () { this.onabort?.(); }")

    def older_later(route: Route) -> None:
        if "q=mar&" in f"{route.request.post_data}&":
            till.page.wait_for_timeout(600)
        route.continue_()

    till.page.route("**/till/customers/", older_later)
    till.customer_box.click()
    till.customer_box.press_sequentially("mar", delay=60)
    till.customer_box.press_sequentially("t", delay=0)
    marks = till.page.locator("#customer-list mark")
    expect(marks.first).to_have_text(re.compile("^mart$", re.IGNORECASE))
    till.page.wait_for_timeout(800)
    assert {mark.lower() for mark in marks.all_inner_texts()} == {"mart"}


def test_a_likely_duplicate_is_taken_by_one_key(till: Till) -> None:
    phone = fresh_phone()
    till.page.get_by_role("button", name="New customer").click()
    till.field("First name").fill("Ursule")
    till.field("Phone").fill(phone)
    till.page.keyboard.press("Enter")
    expect(till.attached).to_have_text("Ursule")
    till.page.get_by_role("button", name="Detach Ursule").click()
    expect(till.customer_box).to_be_visible()
    till.page.keyboard.press("Shift+F2")
    till.field("Phone").press_sequentially(phone.replace(" ", ""), delay=50)
    expect(till.form.locator(".duplicate")).to_contain_text("Ursule")
    till.page.keyboard.press("F4")
    expect(till.form).to_have_count(0)
    expect(till.attached).to_have_text("Ursule")


def test_what_is_wrong_is_told_beside_its_field_and_kept(till: Till) -> None:
    till.page.keyboard.press("Shift+F2")
    till.field("First name").fill("<b>Ève</b> 😀 שלום")
    till.field("Last name").fill("x" * 300)
    till.field("Phone").fill("061")
    till.field("E-mail").fill("eve@example")
    till.page.keyboard.press("Enter")
    for label in ("Last name", "Phone", "E-mail"):
        expect(till.field(label)).to_have_attribute("aria-invalid", "true")
        described = till.field(label).get_attribute("aria-describedby") or ""
        expect(till.page.locator(f"#{described.split()[-1]}")).not_to_be_empty()
    expect(till.field("Last name")).to_be_focused()
    expect(till.field("First name")).to_have_value("<b>Ève</b> 😀 שלום")
    expect(till.field("Last name")).to_have_value("x" * 300)
    expect(till.field("Phone")).to_have_value("061")
    till.field("Last name").fill("")
    till.field("Phone").fill("")
    till.field("E-mail").fill("")
    till.page.keyboard.press("Enter")
    expect(till.attached).to_have_text("<b>Ève</b> 😀 שלום")


def test_the_attached_customer_is_changed_replaced_and_detached(till: Till) -> None:
    page = till.page
    till.page.keyboard.press("Shift+F2")
    till.field("First name").fill("Blanche")
    page.keyboard.press("Enter")
    expect(till.attached).to_have_text("Blanche")
    page.get_by_role("button", name="Change the record").click()
    record = page.get_by_role("dialog", name="Change the record")
    record.get_by_label("Last name", exact=True).fill("Neige")
    page.keyboard.press("Enter")
    expect(till.attached).to_have_text("Blanche Neige")
    page.get_by_role("button", name="Take another customer").click()
    expect(till.customer_box).to_be_focused()
    page.keyboard.press("Escape")
    expect(till.attached).to_have_text("Blanche Neige")
    page.keyboard.press("F2")
    expect(till.customer_box).to_be_focused()
    till.type("martin")
    expect(till.options.first).to_contain_text("Martin")
    page.keyboard.press("Enter")
    expect(till.attached).to_contain_text("Martin")
    expect(page.locator("#product-search")).to_be_focused()
    page.get_by_role("button", name="Detach").click()
    expect(till.customer_box).to_be_visible()


def test_a_customer_attached_in_another_browser_shows_on_the_next_action(till: Till, page: Page) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    there = Till(other, "en")
    there.customer_box.click()
    there.customer_box.press_sequentially("martin", delay=50)
    there.options.first.click()
    expect(there.attached).to_contain_text("Martin")
    expect(till.attached).to_have_count(0)
    till.put_in()
    expect(till.attached).to_contain_text("Martin")

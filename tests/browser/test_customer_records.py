"""What the back office decides about customers' records, and what the till and the timelines make of it."""

import re
from collections.abc import Iterator

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from tests.browser.counter import Asked, Cashiers
from tests.browser.office import enter
from tests.browser.sell.selling import Till
from tests.browser.shop import Shop
from tests.browser.till import sign_in

PEOPLE = {"en": ("Claire", "Tom"), "fr": ("Inès", "Léa")}
RECORD = re.compile(r"/office/customers/[0-9a-f-]{36}/$")


def said(language: str, text: str, **values: str) -> str:
    with translation.override(language):
        return gettext(text) % values


@pytest.mark.parametrize("language", PEOPLE)
def test_a_field_of_ones_own_is_asked_for_at_the_till_and_retired_without_a_loss(
    page: Page, shop: Shop, language: str
) -> None:
    manager, cashier = PEOPLE[language]
    label = {"en": "Width", "fr": "Largeur"}[language]
    enter(page, shop.url, manager)
    page.goto(f"{shop.url}/office/fields/new/")
    page.locator("#id_label_en").fill("Width")
    page.locator("#id_label_fr").fill("Largeur")
    page.locator("#id_required").check()
    page.locator("#id_at_till").check()
    page.get_by_role("button", name=said(language, "Save")).click()
    expect(page.locator(".own-field-name a")).to_have_text([label])
    page.locator("#id_birthday_at_till").check()
    page.get_by_role("button", name=said(language, "Save")).click()
    expect(page.locator("#messages")).to_contain_text(said(language, "Saved."))

    sign_in(page, shop.url, cashier)
    till = Till(page, language)
    page.wait_for_load_state()
    page.get_by_role("button", name=till.say("New customer")).click()
    till.field("Last name").fill("Quatrefages")
    create = till.form.get_by_role("button", name=till.say("Create account"))
    create.click()
    name = f"{label} {said(language, 'has to be filled in')}"
    width = till.form.get_by_label(name, exact=True)
    expect(width).to_be_focused()
    expect(till.form.get_by_text(till.say("The shop wants this to be filled in."))).to_be_visible()
    width.fill("42 mm")
    till.form.get_by_label(till.say("Day"), exact=True).fill("17")
    till.form.get_by_label(till.say("Month"), exact=True).select_option("5")
    create.click()
    expect(till.attached).to_have_text("Quatrefages")

    found = re.search(r"[0-9a-f-]{36}", page.locator("#customer-name").get_attribute("data-asks") or "")
    assert found
    record = f"{shop.url}/office/customers/{found[0]}/"

    enter(page, shop.url, manager)
    for button, times in (("Retire", 0), ("Bring back", 1)):
        page.goto(f"{shop.url}/office/fields/")
        page.get_by_role("link", name=label).click()
        page.get_by_role("button", name=said(language, button)).click()
        expect(page.locator("#messages")).to_contain_text(label)
        page.goto(record)
        expect(page.locator("#id_last_name")).to_have_value("Quatrefages")
        expect(page.locator("#id_birthday_0")).to_have_value("17")
        expect(page.get_by_label(name, exact=True)).to_have_count(times)
    expect(page.get_by_label(name, exact=True)).to_have_value("42 mm")


@pytest.fixture(params=["en", "fr"])
def language(request: pytest.FixtureRequest, page: Page, open_shop: Shop) -> Iterator[str]:
    """What Sam reads the back office in; the next test finds everything as it was."""

    def reads(language: str) -> None:
        page.context.clear_cookies()
        enter(page, open_shop.url, "Sam")
        Asked(page, open_shop.url).post("/office/me/", name="Sam", language=language)

    if request.param == "en":
        yield request.param
    else:
        reads(request.param)
        yield request.param
        reads("en")


def sell(page: Page, cashiers: Cashiers, who: str) -> str:
    """Something is sold to nobody; returns the receipt's number."""
    cashiers.pay(page, who)
    page.locator("[data-takes]").first.click()
    expect(page.locator("#complete")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#new-sale")).to_be_focused()
    number = re.search(r"\w+-\d{6}", page.locator(".receipt").inner_text())
    assert number
    return number[0]


def give(page: Page, name: str) -> None:
    """On the page that asks whose the sales are, they are this customer's."""
    page.locator("#track-search").fill(name)
    page.locator("#track-choices button", has_text=name).click()
    expect(page.locator("#track-search")).to_have_count(0)


def timeline_of(page: Page, url: str, name: str) -> None:
    page.goto(f"{url}/office/customers/")
    page.get_by_role("searchbox").first.fill(name)
    page.get_by_role("link", name=name).first.click()
    expect(page).to_have_url(RECORD)


def test_sales_are_given_away_together_and_moved_and_a_receipt_is_read_in_the_office(
    page: Page, cashiers: Cashiers, open_shop: Shop, language: str
) -> None:
    def say(text: str, **values: str) -> str:
        return said(language, text, **values)

    url, cashier = open_shop.url, PEOPLE[language][1]
    receipts = [sell(page, cashiers, cashier) for _sale in range(2)]
    page.locator("#receipt_email").fill("odilon@example.org")
    page.locator("#receipt_email").press("Enter")
    expect(page.locator(".sent-mails .badge")).to_have_text(say("sent"))
    page.locator("[data-keys='q Q']").click()
    link = page.get_by_role("dialog").get_by_role("link").get_attribute("href")
    page.context.clear_cookies()
    page.goto(link or "")
    expect(page.locator(".receipt")).to_contain_text(receipts[1])

    enter(page, url, "Sam")
    page.goto(f"{url}/office/sales/")
    for receipt in receipts:
        page.get_by_role("checkbox", name=say("Choose sale %(number)s", number=receipt)).check()
    page.get_by_role("button", name=say("Give the ticked sales to a customer")).click()
    give(page, "Marie Curie")
    page.goto(f"{url}/office/sales/")
    page.get_by_role("link", name=receipts[1], exact=True).click()
    told = page.locator(".mails-told")
    expect(told).to_contain_text(say("sent"))
    told.get_by_role("link", name="odilon@example.org").click()
    expect(page.frame_locator(".mail-frame").locator("body")).to_contain_text(receipts[1])
    page.get_by_role("link", name=receipts[1]).click()
    page.get_by_role("button", name=say("Give it to somebody else")).click()
    give(page, "Łukasz Wiśniewski")

    put, taken = say("A sale was put on this customer"), say("A sale was taken off this customer")
    timeline_of(page, url, "Marie Curie")
    happened = page.locator(".timeline-item", has_text=put)
    for receipt in receipts:
        expect(happened.filter(has_text=receipt)).to_have_count(1)
    moved = page.locator(".timeline-item", has_text=taken).filter(has_text=receipts[1])
    expect(moved).to_contain_text("Wiśniewski")
    timeline_of(page, url, "Łukasz Wiśniewski")
    expect(happened.filter(has_text=receipts[1])).to_contain_text("Marie Curie")

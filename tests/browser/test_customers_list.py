"""The customers' list and their groups, as an owner and a warehouse manager go through them."""

import re
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Locator, Page, expect

from tests.browser.counter import Asked
from tests.browser.office import enter
from tests.browser.shop import Shop
from tests.browser.till import sign_in

READERS = {"en": ("Claire", "Tom"), "fr": ("Inès", "Léa")}


class Office:
    """The back office in one of its languages."""

    def __init__(self, page: Page, url: str, language: str) -> None:
        self.page, self.url, self.language = page, url, language
        self.reader, self.cashier = READERS[language]
        enter(page, url, self.reader)

    def say(self, text: str) -> str:
        with translation.override(self.language):
            return gettext(text)

    def open(self, place: str) -> None:
        self.page.goto(f"{self.url}/office/{place}")

    def button(self, text: str) -> Locator:
        return self.page.locator("main").get_by_role("button", name=self.say(text), exact=True)

    def link(self, text: str) -> Locator:
        return self.page.get_by_role("link", name=self.say(text), exact=True)

    def field(self, text: str) -> Locator:
        return self.page.get_by_label(self.say(text), exact=True)

    def save(self, leads_to: str) -> None:
        self.button("Save").click()
        expect(self.page).to_have_url(re.compile(leads_to))

    @property
    def names(self) -> Locator:
        return self.page.locator(".contacts-table tbody th")

    @property
    def whom(self) -> Locator:
        return self.page.locator(".contacts-whom")


@pytest.fixture(params=["en", "fr"])
def office(request: pytest.FixtureRequest, page: Page, shop: Shop) -> Office:
    return Office(page, shop.url, request.param)


def add_customer(office: Office, **known: str) -> str:
    """By the form, as the browser sends it; returns the address of the new customer's page."""
    answer = Asked(office.page, office.url).post("/office/customers/new/", anyway="1", **known)
    return answer.headers["hx-redirect"]


def test_the_list_is_narrowed_sorted_ticked_and_written_to_a_file(office: Office) -> None:
    page = office.page
    office.open("fields/new/")
    office.field("Name in English").fill("Engraving")
    office.field("Name in French").fill("Engraving")
    page.locator("#id_kind").select_option("text")
    office.save("/fields/$")
    office.open("customers/new/")
    own = page.get_by_label("Engraving").get_attribute("name") or ""
    for first, text in (("Zoé", "À l’été"), ("Adam", "Été 1990"), ("Lou", "hiver")):
        add_customer(office, first_name=first, **{own: text})
    office.open("customers/")
    page.locator(".contacts-narrowing summary").click()
    page.locator(f"#id_{own}").fill("ete")
    page.locator(f"#id_{own}").press("Enter")
    expect(office.names).to_have_text(["Adam", "Zoé"])
    assert "ete" not in page.url
    page.locator(".contacts-order").first.click()
    expect(page).to_have_url(re.compile("sort=name"))
    expect(office.names).to_have_text(["Adam", "Zoé"])
    page.locator(".contacts-order").first.click()
    expect(office.names).to_have_text(["Zoé", "Adam"])
    page.locator(".contacts-columns summary").click()
    page.locator("input[name=column][value=created]").check()
    page.locator("input[name=column][value=email]").uncheck()
    office.button("Use these columns").click()
    expect(page.locator("thead")).to_contain_text(office.say("Created"))
    expect(page.locator("thead")).not_to_contain_text(office.say("E-mail"))
    expect(office.whom).to_have_text(re.compile("2$"))
    page.locator("tbody input[name=customer]").first.focus()
    page.keyboard.press("Space")
    expect(office.whom).to_have_text(office.say("Ticked: {count}").replace("{count}", "1"))
    with page.expect_download() as download:
        office.button("CSV").press("Enter")
    written = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert "Zoé" in written
    assert "Adam" not in written


def test_a_group_from_its_first_member_to_its_end(office: Office) -> None:
    page = office.page
    for first in ("Ondine", "Oscar"):
        add_customer(office, first_name=first, postcode="97133")
    office.open("groups/")
    office.link("Add group").click()
    office.field("Name").fill("Friends")
    office.field("Name").press("Enter")
    office.link("Friends").click()
    office.field("Name").fill("Gold card")
    page.locator("input[name=colour][value='5']").check(force=True)
    office.save("/groups/$")
    office.open("customers/?email=no&phone=no")
    everybody = re.search(r"\d+", office.whom.inner_text())
    assert everybody
    office.button("Put in a group").click()
    page.locator("#id_to_group").select_option(label="Gold card")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(everybody[0])
    page.locator("main button[type=submit]").click()
    expect(page.locator("tbody .badge[data-tint='5']").first).to_have_text("Gold card")
    office.open("groups/")
    expect(page.locator("tbody tr", has_text="Gold card").locator(".number")).to_have_text(everybody[0])

    sign_in(page, office.url, office.cashier)
    page.keyboard.press("F2")
    page.locator("#customer-search").fill("ondine")
    row = page.locator("[role=option][data-customer]", has_text="Ondine")
    expect(row).to_contain_text("Gold card")
    row.click()
    expect(page.locator("#customer-name")).to_contain_text("Ondine")
    expect(page.locator(".customer-card .badge[data-tint='5']")).to_have_text("Gold card")

    # Somebody else at the till ends what was open in the back office.
    enter(page, office.url, office.reader)
    office.open("groups/")
    office.link("Gold card").click()
    page.locator(".button-danger").click()
    page.locator("main button[type=submit]").click()
    expect(page).to_have_url(re.compile("/groups/$"))
    expect(page.locator(".table tbody tr", has_text="Gold card")).to_have_count(0)
    expect(page.locator(".gone")).to_contain_text("Gold card")

"""What tests of the sell screen do over and over."""

import re
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Locator, Page, expect

from tests.browser.keyboard import A_HAND, A_SCANNER, press
from tests.browser.till import ENGLISH_CASHIER, FRENCH_CASHIER

CASHIERS = {"en": ENGLISH_CASHIER, "fr": FRENCH_CASHIER}


@dataclass(frozen=True)
class Till:
    """The sell screen, its parts by what people see in the cashier's language."""

    page: Page
    language: str

    def say(self, text: str) -> str:
        with translation.override(self.language):
            return gettext(text)

    @property
    def customer_box(self) -> Locator:
        return self.page.get_by_role("combobox", name=self.say("Add a customer"))

    @property
    def options(self) -> Locator:
        return self.page.get_by_role("option")

    @property
    def add_option(self) -> Locator:
        return self.page.locator("#customer-add")

    @property
    def form(self) -> Locator:
        return self.page.get_by_role("dialog", name=self.say("New customer"))

    @property
    def attached(self) -> Locator:
        return self.page.locator("#customer-name strong")

    @property
    def products(self) -> Locator:
        return self.page.get_by_role("searchbox", name=self.say("Scan or search products"))

    @property
    def lines(self) -> Locator:
        return self.page.locator("#basket .line")

    def field(self, label: str) -> Locator:
        return self.form.get_by_label(self.say(label), exact=True)

    def scan(self, code: str, end: str = "Enter") -> None:
        self.keys(code, A_SCANNER, end)

    def type(self, text: str) -> None:
        press(self.page, text, A_HAND, waits=True)

    def keys(self, text: str, gap: int, end: str = "") -> None:
        press(self.page, text, gap, end)

    def put_in(self, words: str = "polish") -> None:
        before = self.lines.count()
        self.products.fill(words)
        expect(self.page.locator(".found-row").first).to_be_visible()
        self.products.press("Enter")
        expect(self.lines).not_to_have_count(before)

    def sell_to_somebody_new(self, first_name: str) -> None:
        """A polish; the next sale begins."""
        self.put_in()
        self.page.keyboard.press("Shift+F2")
        self.field("First name").fill(first_name)
        self.page.keyboard.press("Enter")
        expect(self.attached).to_have_text(first_name)
        self.page.keyboard.press("F10")
        self.page.locator("[data-takes]").first.click()
        expect(self.page.locator("#complete")).to_be_focused()
        self.page.keyboard.press("Enter")
        expect(self.page.locator("#new-sale")).to_be_focused()
        self.page.keyboard.press("Enter")
        expect(self.page).to_have_url(re.compile("/till/$"))


def total(page: Page) -> str:
    return re.sub(r"[^\d,.]", "", page.locator("#pay .total dd").inner_text())

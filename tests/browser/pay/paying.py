"""What tests of the payment page do over and over."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Locator, Page, expect

from tests.browser.counter import Asked
from tests.browser.keyboard import A_HAND, press
from tests.browser.till import ENGLISH_CASHIER, FRENCH_CASHIER

CASHIERS = {"en": ENGLISH_CASHIER, "fr": FRENCH_CASHIER}


def amount(text: str) -> Decimal:
    """89.00 of "89,00 €", which every outlet of the demo writes so."""
    return Decimal(re.sub(r"[^\d,]", "", text).replace(",", "."))


@dataclass(frozen=True)
class Desk:
    """The payment page, its parts by what people see in the cashier's language."""

    page: Page
    url: str
    language: str = "en"

    def say(self, text: str, **values: str) -> str:
        with translation.override(self.language):
            return gettext(text) % values if values else gettext(text)

    def print(self, text: str) -> str:
        """As the receipt that is shown says it: in its customer's language, or the shop's."""
        spoken = self.page.locator(".receipt").get_attribute("lang") or ""
        with translation.override(spoken):
            return gettext(text)

    def begin(self, words: str = "polish") -> None:
        """Take back what was paid and empty the basket, put one thing in, and go to pay."""
        asked = Asked(self.page, self.url)
        asked.empty_the_basket()
        asked.put_in(words)
        self.page.goto(f"{self.url}/till/pay/")
        expect(self.page.locator("#due")).to_be_visible()

    def post(self, path: str, **values: str) -> None:
        """Ask the server without the page's knowledge, as the same browser."""
        Asked(self.page, self.url).post(path, **values)

    def put_in(self, words: str = "polish") -> None:
        field = self.page.locator("#product-search")
        field.fill(words)
        expect(self.page.locator(".found-row").first).to_be_visible()
        field.press("Enter")
        expect(self.page.locator("#basket .line").first).to_be_attached()

    @property
    def due(self) -> Decimal:
        return amount(self.page.locator("#due").inner_text())

    @property
    def said(self) -> Locator:
        return self.page.locator("#payment-said")

    @property
    def customer(self) -> Locator:
        return self.page.locator("#customer-name strong")

    @property
    def picker(self) -> Locator:
        """The dialog with the list of customers."""
        return self.page.get_by_role("dialog", name=self.say("Add a customer"))

    @property
    def box(self) -> Locator:
        return self.picker.get_by_role("combobox")

    @property
    def options(self) -> Locator:
        return self.picker.get_by_role("option")

    @property
    def form(self) -> Locator:
        return self.page.get_by_role("dialog", name=self.say("New customer"))

    def field(self, label: str) -> Locator:
        return self.form.get_by_label(self.say(label), exact=True)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=self.say(name), exact=False)

    def type(self, text: str) -> None:
        press(self.page, text, A_HAND, waits=True)

    def pay_exactly(self) -> None:
        self.page.locator("[data-takes]").first.click()
        expect(self.page.locator("#complete")).to_be_focused()

    def complete(self) -> None:
        self.page.keyboard.press("Enter")
        expect(self.page).to_have_url(re.compile("/till/receipts/"))

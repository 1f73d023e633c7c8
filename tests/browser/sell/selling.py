"""What tests of the sell screen do over and over."""

import re
import time
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Locator, Page, expect

from tests.browser.till import ENGLISH_CASHIER, FRENCH_CASHIER

CASHIERS = {"en": ENGLISH_CASHIER, "fr": FRENCH_CASHIER}
A_SCANNER = 8
A_HAND = 90
"""Milliseconds between two keys."""

KEYS: dict[str, dict[str, Any]] = {
    "Enter": {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"},
    "Tab": {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9},
}


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
        self.page.keyboard.type(text, delay=A_HAND)

    def keys(self, text: str, gap: int, end: str = "") -> None:
        """Press keys that are `gap` milliseconds apart by the clock of the keyboard, however busy this machine is."""
        keyboard = self.page.context.new_cdp_session(self.page)
        at = time.time()
        for key in (*text, *([end] if end else [])):
            at += gap / 1000
            special = KEYS.get(key)
            facts: dict[str, Any] = special or {"key": key, "text": key, "code": f"Digit{key}" if key.isdigit() else ""}
            keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", "timestamp": at, **facts})
            facts = {name: fact for name, fact in facts.items() if name != "text"}
            keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", "timestamp": at + gap / 3000, **facts})
        keyboard.detach()

    def put_in(self, words: str = "polish") -> None:
        before = self.lines.count()
        self.products.fill(words)
        expect(self.page.locator(".found-row").first).to_be_visible()
        self.products.press("Enter")
        expect(self.lines).not_to_have_count(before)


def total(page: Page) -> str:
    return re.sub(r"[^\d,.]", "", page.locator("#pay .total dd").inner_text())

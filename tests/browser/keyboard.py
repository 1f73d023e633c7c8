"""A keyboard under a hand, or a scanner that types like one."""

import time
from typing import Any

from playwright.sync_api import Page

A_SCANNER = 8
A_HAND = 90
"""Milliseconds between two keys."""

KEYS: dict[str, dict[str, Any]] = {
    "Enter": {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"},
    "Tab": {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9},
}


def press(page: Page, text: str, gap: int, end: str = "", *, waits: bool = False, held: bool = False) -> None:
    """Press keys that are `gap` milliseconds apart by the clock of the keyboard, however busy this machine is; one
    that `waits` lets as much time pass for everything else too, and one that is `held` repeats itself."""
    page.wait_for_load_state("domcontentloaded")
    keyboard = page.context.new_cdp_session(page)
    at = time.time()
    for place, key in enumerate((*text, *([end] if end else []))):
        at += gap / 1000
        if waits and at > time.time():
            page.wait_for_timeout((at - time.time()) * 1000)
        special = KEYS.get(key)
        again = held and place > 0 and not special
        facts: dict[str, Any] = special or {"key": key, "text": key, "code": f"Digit{key}" if key.isdigit() else ""}
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", "timestamp": at, "autoRepeat": again, **facts})
        facts = {name: fact for name, fact in facts.items() if name != "text"}
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", "timestamp": at + gap / 3000, **facts})
    keyboard.detach()

"""The browser's windows: one that tests share, one after another, and what it complains of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Keyboard, Locator, Page

WHAT_HANDS_DO = ("check", "click", "dblclick", "drag_to", "fill", "press", "press_sequentially", "select_option", "tap")
UNINTERESTING = (
    *("Failed to load resource", "Response Status Error Code"),
    *("htmx:afterRequest", "htmx:sendAbort", "htmx:sendError", "htmx:timeout"),
)


def hands_wait_for_the_page(patch: pytest.MonkeyPatch) -> None:
    """Nobody presses a key within the blink in which a page is shown and its scripts are still on their way. On a busy
    machine the blink is long enough for a test to do so: what it expects to see is in the page before they are."""

    def keyboard(page: Page) -> Keyboard:
        page.wait_for_load_state("domcontentloaded")
        found: Keyboard = of_page.__get__(page)
        return found

    of_page: property = vars(Page)["keyboard"]
    patch.setattr(Page, "keyboard", property(keyboard))
    for name in WHAT_HANDS_DO:
        patch.setattr(Locator, name, _once_it_is_there(getattr(Locator, name)))


def _once_it_is_there(act: Callable[..., Any]) -> Callable[..., Any]:
    def acts(locator: Locator, *given: Any, **named: Any) -> Any:
        locator.page.wait_for_load_state("domcontentloaded")
        return act(locator, *given, **named)

    return acts


@dataclass
class Window:
    context: BrowserContext
    complaints: list[str] = field(default_factory=list)
    """Errors in scripts, and what the content security policy has kept from running."""

    def __post_init__(self) -> None:
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.context.on(
            "console",
            # A refused request is what many a test is about; it sees the answer itself. htmx tells of each one, and of
            # those that a newer keystroke has called off.
            lambda said: (
                self.complaints.append(said.text)
                if said.type == "error" and not said.text.startswith(UNINTERESTING)
                else None
            ),
        )


class Windows:
    """Hands out the same window again and again, unless a test did what cannot be taken back."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._spoilt = False
        self._patch = pytest.MonkeyPatch()
        self._window: Window | None = self._open()
        self._watch(type(self._window.context.clock), "install")
        self._watch(BrowserContext, "add_init_script")
        self._watch(BrowserContext, "expose_binding")
        self._watch(BrowserContext, "expose_function")

    def _open(self) -> Window:
        return Window(self._browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB"))

    def take(self) -> Window:
        if not self._window:
            self._window = self._open()
        self._spoilt = False
        self._window.complaints = []
        return self._window

    def give_back(self) -> None:
        if not self._window:
            return
        for page in self._window.context.pages:
            page.close()
        if self._spoilt:
            self._window.context.close()
            self._window = None
            return
        self._window.context.unroute_all()
        self._window.context.clear_cookies()
        self._window.context.clear_permissions()

    def close(self) -> None:
        self._patch.undo()
        if self._window:
            self._window.context.close()

    def _watch(self, owner: type, name: str) -> None:
        done: Callable[..., Any] = getattr(owner, name)

        def watched(*given: Any, **named: Any) -> Any:
            self._spoilt = True
            return done(*given, **named)

        self._patch.setattr(owner, name, watched)

"""What a page looks like: on every size of screen, in light and in dark."""

import os
from dataclasses import dataclass, field
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import CDPSession, Page

SIZES = ((1280, 800), (820, 1180), (390, 844))
PHONE = SIZES[-1]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
LOOKS = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Looks:
    """axe finds nothing on the page, and nothing of it lies beyond the screen's right edge, however it is shown."""

    at_every_size: bool = field(default_factory=lambda: not os.environ.get("DATABASE_URL"))
    """What a page looks like does not depend on the database: one look is enough on the second one."""

    def __call__(self, page: Page) -> None:
        page.wait_for_load_state()
        if not self.at_every_size:
            self._look(page, "light", "as it is")
            return
        home = page.viewport_size
        fingers = page.context.new_cdp_session(page)
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            for width, height in SIZES:
                page.set_viewport_size({"width": width, "height": height})
                _touch(fingers, width)
                self._look(page, scheme, f"{width}x{height} {scheme}")
        if home:
            _touch(fingers, home["width"])
            page.set_viewport_size(home)
        fingers.detach()

    def _look(self, page: Page, scheme: str, where: str) -> None:
        if not page.evaluate("'looks' in window"):
            page.evaluate(AXE)
            page.evaluate(LOOKS)
        page.evaluate("looks.settle()")
        found = page.evaluate("looks.contrast()")
        if scheme == "light":  # of all rules contrast is the only one for which it matters
            found += page.evaluate("looks.allElse()")
        assert not found, f"{page.url}, {where}:\n" + "\n".join(found)
        overflow = page.evaluate(WIDER)
        assert overflow <= 0, f"{page.url}, {where}: the page is {overflow} px wider than the screen"


def _touch(fingers: CDPSession, width: int) -> None:
    """A tablet's and a phone's page is touched; the till's at the counter may be clicked."""
    fingers.send("Emulation.setTouchEmulationEnabled", {"enabled": width < SIZES[0][0], "maxTouchPoints": 1})

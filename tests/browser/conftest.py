"""Real pages in a real Chromium, from a real server.

`shop` is a demo shop of the test's own; `open_shop` is shared by all tests of one worker that only look.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import chromium
from tests.browser.shop import Shop, Template
from tests.browser.till import sign_in

UNINTERESTING = ("Failed to load resource", "htmx:", "Response Status Error Code")

expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            # On a machine that is busy elsewhere a browser can miss its time. What fails twice is broken; what failed
            # once is named in the report.
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    template = Template(shared, os.environ.get("DATABASE_URL", ""))
    with (shared / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = shared / "template.done"
        if not done.exists():
            template.make()
            done.touch()
    return template


def _opened(template: Template, home: Path) -> Iterator[Shop]:
    database_url = template.copy(home)
    shop = Shop(home, database_url)
    shop.start()
    yield shop
    shop.stop()
    template.drop(database_url)


@pytest.fixture
def shop(template: Template, tmp_path: Path) -> Iterator[Shop]:
    yield from _opened(template, tmp_path / "data")


@pytest.fixture
def new_shop(template: Template, tmp_path: Path) -> Iterator[Shop]:
    """A shop that nobody has opened yet."""
    database_url = template.empty(tmp_path / "data")
    shop = Shop(tmp_path / "data", database_url, demo=False)
    shop.start()
    yield shop
    shop.stop()
    template.drop(database_url)


@pytest.fixture(scope="session")
def open_shop(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    yield from _opened(template, tmp_path_factory.mktemp("open-shop") / "data")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": chromium.find(), "args": chromium.ARGUMENTS}


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "viewport": {"width": 1280, "height": 800}, "locale": "en-GB"}


@pytest.fixture
def context(context: BrowserContext) -> Iterator[BrowserContext]:
    complaints = _complaints(context)
    yield context
    assert not complaints


@pytest.fixture
def till(shop: Shop, page: Page) -> Page:
    """The sell screen of a shop of the test's own, with an English-speaking cashier signed in."""
    sign_in(page, shop.url)
    return page


@dataclass(frozen=True)
class Screen:
    width: int
    height: int
    scheme: str


SCREENS = [
    Screen(width, height, scheme)
    for width, height in ((1280, 800), (820, 1180), (390, 844))
    for scheme in ("light", "dark")
]


@pytest.fixture(params=SCREENS, ids=lambda screen: f"{screen.width}x{screen.height}-{screen.scheme}")
def screen(request: pytest.FixtureRequest) -> Screen:
    chosen: Screen = request.param
    return chosen


@pytest.fixture
def screen_page(browser: Browser, screen: Screen) -> Iterator[Page]:
    """A page on each size of screen, light and dark: the test runs once for each."""
    scheme = screen.scheme
    context = browser.new_context(
        viewport={"width": screen.width, "height": screen.height},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="en-GB",
        # A tablet's and a phone's page is touched; the till's at the counter may be clicked.
        has_touch=screen.width < 1280,
    )
    complaints = _complaints(context)
    yield context.new_page()
    context.close()
    assert not complaints


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """axe finds nothing on the page, and nothing of it lies beyond the screen's right edge."""
    axe = Axe()

    def check(page: Page) -> None:
        found = axe.run(page, options={"resultTypes": ["violations"]})
        assert found.violations_count == 0, found.generate_report()
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"the page is {overflow} px wider than the screen"

    return check


def _complaints(context: BrowserContext) -> list[str]:
    """What the browser complains of: errors in scripts, and what the content security policy has kept from running."""
    complaints: list[str] = []
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on(
        "console",
        # A refused request is what many a test is about; it sees the answer itself. htmx tells of each one, and of
        # those that a newer keystroke has called off.
        lambda said: (
            complaints.append(said.text) if said.type == "error" and not said.text.startswith(UNINTERESTING) else None
        ),
    )
    return complaints

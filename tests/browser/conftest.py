"""Real pages in a real Chromium, from a real server.

`open_shop` is a demo shop that all tests of one worker share; its Till 1 begins each time with an empty basket. `shop`
is one of the test's own, for what would disturb others: it takes three seconds.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from tests.browser import chromium
from tests.browser.counter import Cashiers
from tests.browser.looks import PHONE, Looks
from tests.browser.shop import Shop, Template
from tests.browser.till import sign_in
from tests.browser.windows import Window, Windows, hands_wait_for_the_page

expect.set_options(timeout=20_000)

ON_BOTH_ENGINES = {
    "test_balances.py",
    "test_crash.py",
    "test_customers_list.py",
    "test_first_run.py",
    "test_imports.py",
    "test_life.py",
    "test_loyalty.py",
    "test_returns.py",
    "test_server.py",
    "test_trouble.py",
}
"""Stories that go through the whole program. What a page looks like and how its keys work is the browser's alone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if item.path.name in ON_BOTH_ENGINES:
                item.add_marker(pytest.mark.engine)
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
def playwright(playwright: Playwright) -> Iterator[Playwright]:
    yield playwright
    connections.close_all()  # see `django_db_setup`


@pytest.fixture(scope="session", autouse=True)
def unhurried_hands() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        hands_wait_for_the_page(patch)
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": chromium.find(), "args": chromium.ARGUMENTS}


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Iterator[Windows]:
    windows = Windows(browser)
    yield windows
    windows.close()


@pytest.fixture
def context(windows: Windows) -> Iterator[BrowserContext]:
    """A browser that knows nobody. To make one takes longer than most tests: they use the same, one after another."""
    window = windows.take()
    yield window.context
    windows.give_back()
    assert not window.complaints


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture(scope="session")
def cashiers(open_shop: Shop) -> Cashiers:
    """Whoever sells in the shop that is shared: each time with an empty basket."""
    return Cashiers(open_shop.url)


@pytest.fixture
def till(shop: Shop, page: Page) -> Page:
    """The sell screen of a shop of the test's own, with an English-speaking cashier signed in."""
    sign_in(page, shop.url)
    return page


@pytest.fixture
def screen_page(browser: Browser) -> Iterator[Page]:
    """A page as on a phone, where everything that is shown must be reached too; `assert_accessible` goes through the
    other sizes."""
    width, height = PHONE
    context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB", has_touch=True)
    window = Window(context)
    yield context.new_page()
    context.close()
    assert not window.complaints


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """axe finds nothing on the page, and nothing of it lies beyond the screen's right edge: on each size of screen, in
    light and in dark."""
    return Looks()

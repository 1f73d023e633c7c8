"""The sell screen of one demo shop, in which each test begins with an empty basket."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.sell.selling import CASHIERS, Till, start_afresh
from tests.browser.shop import Shop, Template
from tests.browser.till import sign_in


@pytest.fixture(scope="session")
def shop(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    home = tmp_path_factory.mktemp("sell") / "data"
    shop = Shop(home, template.copy(home))
    shop.start()
    yield shop
    shop.stop()


@pytest.fixture(scope="session")
def cookies(browser: Browser, shop: Shop) -> dict[str, Any]:
    """What the browser keeps of a cashier who has signed in, by language."""
    states = {}
    for language, cashier in CASHIERS.items():
        page = browser.new_page(locale="en-GB")
        sign_in(page, shop.url, cashier)
        states[language] = page.context.storage_state()
        page.close()
    return states


def stand_at(page: Page, shop: Shop, cookies: dict[str, Any], language: str) -> Till:
    page.context.add_cookies(cookies[language]["cookies"])
    page.goto(f"{shop.url}/till/")
    start_afresh(page)
    return Till(page, language)


@pytest.fixture
def till(context: BrowserContext, page: Page, shop: Shop, cookies: dict[str, Any]) -> Till:
    """In English."""
    return stand_at(page, shop, cookies, "en")


@pytest.fixture(params=["en", "fr"])
def each_till(request: pytest.FixtureRequest, page: Page, shop: Shop, cookies: dict[str, Any]) -> Till:
    """Once in English and once in French."""
    return stand_at(page, shop, cookies, request.param)


@pytest.fixture
def screen_till(screen_page: Page, shop: Shop, cookies: dict[str, Any]) -> Till:
    """In English, once on each size of screen in light and in dark."""
    return stand_at(screen_page, shop, cookies, "en")

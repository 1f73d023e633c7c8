"""One demo shop of the payment tests' own: each begins on the payment page, with one thing in the basket."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.pay.paying import CASHIERS, Desk
from tests.browser.shop import Shop, Template
from tests.browser.till import sign_in


@pytest.fixture(scope="session")
def paid_shop(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    home = tmp_path_factory.mktemp("pay") / "data"
    shop = Shop(home, template.copy(home))
    shop.start()
    yield shop
    shop.stop()


@pytest.fixture(scope="session")
def signed_in(browser: Browser, paid_shop: Shop) -> dict[str, Any]:
    """What the browser keeps of a cashier who has signed in, by language."""
    states = {}
    for language, cashier in CASHIERS.items():
        page = browser.new_page(locale="en-GB")
        sign_in(page, paid_shop.url, cashier)
        states[language] = page.context.storage_state()
        page.close()
    return states


def go_to_the_desk(page: Page, shop: Shop, states: dict[str, Any], language: str) -> Desk:
    page.context.add_cookies(states[language]["cookies"])
    page.goto(f"{shop.url}/till/")
    if "/till/sign-in/" in page.url or "/till/registers/" in page.url:  # an earlier test has locked it
        sign_in(page, shop.url, CASHIERS[language])
    desk = Desk(page, shop.url, language)
    desk.begin()
    return desk


@pytest.fixture
def desk(context: BrowserContext, page: Page, paid_shop: Shop, signed_in: dict[str, Any]) -> Desk:
    """In English."""
    return go_to_the_desk(page, paid_shop, signed_in, "en")


@pytest.fixture(params=["en", "fr"])
def each_desk(
    request: pytest.FixtureRequest, context: BrowserContext, page: Page, paid_shop: Shop, signed_in: dict[str, Any]
) -> Desk:
    """Once in English and once in French."""
    return go_to_the_desk(page, paid_shop, signed_in, request.param)


@pytest.fixture
def screen_desk(screen_page: Page, paid_shop: Shop, signed_in: dict[str, Any]) -> Desk:
    """In English, once on each size of screen in light and in dark."""
    return go_to_the_desk(screen_page, paid_shop, signed_in, "en")

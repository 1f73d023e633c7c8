"""The sell screen of the shop that is shared, in which each test begins with an empty basket."""

import pytest
from playwright.sync_api import Page

from tests.browser.counter import Cashiers
from tests.browser.sell.selling import CASHIERS, Till
from tests.browser.shop import Shop


@pytest.fixture
def shop(open_shop: Shop) -> Shop:
    return open_shop


@pytest.fixture
def till(page: Page, cashiers: Cashiers) -> Till:
    """In English."""
    cashiers.sell(page)
    return Till(page, "en")


@pytest.fixture(params=["en", "fr"])
def each_till(request: pytest.FixtureRequest, page: Page, cashiers: Cashiers) -> Till:
    """Once in English and once in French."""
    cashiers.sell(page, CASHIERS[request.param])
    return Till(page, request.param)


@pytest.fixture
def screen_till(screen_page: Page, cashiers: Cashiers) -> Till:
    """In English, on a phone, for `assert_accessible` to go through the sizes."""
    cashiers.sell(screen_page)
    return Till(screen_page, "en")

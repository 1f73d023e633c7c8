"""The payment page of the shop that is shared, on which each test begins with one thing in the basket."""

import pytest
from playwright.sync_api import Page

from tests.browser.counter import Cashiers
from tests.browser.pay.paying import CASHIERS, Desk
from tests.browser.shop import Shop


@pytest.fixture
def paid_shop(open_shop: Shop) -> Shop:
    return open_shop


@pytest.fixture
def desk(page: Page, cashiers: Cashiers) -> Desk:
    """In English."""
    cashiers.pay(page)
    return Desk(page, cashiers.url)


@pytest.fixture(params=["en", "fr"])
def each_desk(request: pytest.FixtureRequest, page: Page, cashiers: Cashiers) -> Desk:
    """Once in English and once in French."""
    cashiers.pay(page, CASHIERS[request.param])
    return Desk(page, cashiers.url, request.param)


@pytest.fixture
def screen_desk(screen_page: Page, cashiers: Cashiers) -> Desk:
    """In English, on a phone, for `assert_accessible` to go through the sizes."""
    cashiers.pay(screen_page)
    return Desk(screen_page, cashiers.url)

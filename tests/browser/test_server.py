"""The server as a shop sees it: it opens, it is killed, it opens again."""

import re
import time

from playwright.sync_api import Page, expect

from tests.browser.shop import Shop


def test_it_comes_back_after_a_kill(shop: Shop, page: Page) -> None:
    page.goto(shop.url)
    shop.kill()
    shop.start()
    page.goto(shop.url)
    expect(page).to_have_url(re.compile("/till/"))


def test_the_journal_of_the_demo_is_whole(open_shop: Shop) -> None:
    checked = open_shop.command("journal", "verify")
    assert checked.returncode == 0, checked.stderr


def test_a_cashier_signs_in(till: Page) -> None:
    expect(till).to_have_title(re.compile("Sell"))


def test_the_worker_beside_the_server_is_started_again(shop: Shop) -> None:
    first = shop.worker()
    first.kill()
    ends = time.monotonic() + 30
    while (second := shop.worker()) == first or not second.is_running():
        assert time.monotonic() < ends, "nobody has started another worker"
        time.sleep(0.2)
    shop.stop()
    assert not second.is_running()

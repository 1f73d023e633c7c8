"""A server that is gone, a database that is locked: it is told, and what was typed is still there."""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.browser.office import enter
from tests.browser.shop import Shop


def save_at_last(page: Page) -> None:
    expect(page.get_by_label("Shop name")).to_have_value("Maison Orsel")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").get_by_text("Saved.")).to_be_visible()


def test_a_server_that_is_gone_is_told_and_nothing_typed_is_lost(page: Page, shop: Shop) -> None:
    enter(page, shop.url)
    page.goto(f"{shop.url}/office/settings/")
    page.get_by_label("Shop name").fill("Maison Orsel")
    shop.kill()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").get_by_text("does not answer")).to_be_visible()
    shop.start()
    save_at_last(page)


@pytest.mark.skipif("os.environ.get('DATABASE_URL')", reason="another program cannot lock a whole PostgreSQL")
def test_a_locked_database_is_told_and_nothing_typed_is_lost(page: Page, shop: Shop) -> None:
    enter(page, shop.url)
    page.goto(f"{shop.url}/office/settings/")
    page.get_by_label("Shop name").fill("Maison Orsel")
    with closing(sqlite3.connect(shop.data / "habitue.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        page.get_by_role("button", name="Save").click()
        told = page.get_by_role("status").get_by_text("Another program is holding the database.")
        expect(told).to_be_visible(timeout=60_000)  # the server itself waits for ten seconds, longer where it is busy
    save_at_last(page)

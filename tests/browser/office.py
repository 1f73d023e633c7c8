"""What a test does over and over in the back office."""

import re

from playwright.sync_api import Page, expect

from habitue.stores.demo import DEMO_STAFF

PASSWORDS = {person.name: person.password for person in DEMO_STAFF}
OWNER = "Claire"


def enter(page: Page, url: str, who: str = OWNER) -> None:
    page.goto(f"{url}/office/")
    page.get_by_label("Name").fill(who)
    page.get_by_label("Password").fill(PASSWORDS[who])
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/office/(sales|products)/$"))

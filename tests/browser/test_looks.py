"""The looks that other tests take do see what is wrong, however late it comes and on whatever screen it shows."""

import pytest
from playwright.sync_api import Page

from tests.browser.looks import Looks

WHOLE = """<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>A page</title>
<style>body {{ background: white; color: black }} {style}</style><main><h1>Shoes</h1><p>Read me</p></main></html>"""
PALE = "p { color: #aaa }"


@pytest.mark.parametrize(
    ("style", "told"),
    [
        ("", ""),
        (PALE, "1280x800 dark"),
        (f"@media (prefers-color-scheme: light) and (max-width: 400px) {{ {PALE} }}", "390x844 light"),
        (f"@media (prefers-color-scheme: dark) and (max-width: 900px) {{ {PALE} }}", "820x1180 dark"),
        ("@media (max-width: 400px) { body { background: #333 } }", "390x844 dark"),
        ("@media (max-width: 400px) { h1 { width: 500px } }", "390x844 dark: the page is"),
    ],
)
def test_what_is_wrong_is_seen_at_its_size_and_in_its_light(page: Page, style: str, told: str) -> None:
    page.set_content(WHOLE.format(style=style))
    looks = Looks(at_every_size=True)
    if not told:
        looks(page)
        looks(page)
        page.evaluate("document.querySelector('p').style.color = '#aaa'")
        told = "1280x800 dark"
    with pytest.raises(AssertionError, match=told):
        looks(page)


def test_what_came_later_is_seen(page: Page) -> None:
    page.set_content(WHOLE.format(style=""))
    looks = Looks(at_every_size=True)
    looks(page)
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<button></button>')")
    with pytest.raises(AssertionError, match="button-name"):
        looks(page)

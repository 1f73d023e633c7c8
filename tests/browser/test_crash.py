"""The power fails: what was in the basket, what was paid and what was sold is there when it comes back, once."""

import re

from playwright.sync_api import Page, expect

from tests.browser.pay.paying import Desk
from tests.browser.shop import Shop
from tests.browser.till import sign_in


def test_killed_between_two_lines_and_right_after_complete(shop: Shop, page: Page) -> None:
    sign_in(page, shop.url)
    desk = Desk(page, shop.url)
    desk.put_in("polish")
    lines = page.locator("#basket .line")
    expect(lines).to_have_count(1)
    first = lines.locator(".line-name").inner_text()

    shop.kill()
    shop.start()
    page.reload()
    expect(lines).to_have_count(1)
    expect(lines.locator(".line-name")).to_have_text(first)

    # The second line is asked for while nothing answers: it is told, and asked for again.
    shop.kill()
    page.locator("#product-search").fill("horn")
    expect(page.locator("#messages .message-error").first).to_be_visible()
    shop.start()
    page.locator("#product-search").fill("")
    desk.put_in("horn")
    expect(lines).to_have_count(2)
    page.keyboard.press("F10")
    expect(page).to_have_url(re.compile("/till/pay/"))
    page.locator("#cash").fill("1")
    page.keyboard.press("Enter")
    expect(page.locator(".payments-taken li")).to_have_count(1)

    shop.kill()
    shop.start()
    page.reload()
    expect(page.locator(".payments-taken li")).to_have_count(1)
    desk.pay_exactly()

    # Complete is answered, but the answer never reaches the page: nobody there knows whether there is a sale.
    basket = page.locator("input[name=basket]").input_value()
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    headers = {"HX-Request": "true", "X-CSRFToken": token}
    completed = page.request.post(f"{shop.url}/till/pay/complete/", form={"basket": basket}, headers=headers)
    shop.kill()
    assert completed.headers["hx-redirect"] == f"/till/receipts/{basket}/"
    page.keyboard.press("Enter")
    expect(page.locator("#messages .message-error").first).to_be_visible()

    shop.start()
    page.locator("#complete").click()
    expect(page).to_have_url(f"{shop.url}/till/receipts/{basket}/")
    number = page.locator(".receipt-facts dd").first.inner_text()
    expect(page.locator(".receipt tbody tr", has_text=first)).to_have_count(1)
    page.goto(f"{shop.url}/till/")
    expect(page.locator("#basket .empty")).to_be_visible()
    verified = shop.command("journal", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr

    # The next sale has the next number: the one before was made once.
    desk.begin()
    desk.pay_exactly()
    desk.complete()
    following = page.locator(".receipt-facts dd").first.inner_text()
    assert int(following.partition("-")[2]) == int(number.partition("-")[2]) + 1

"""A regular is at the till: who they are, what they bought, and the same again."""

import re

from playwright.sync_api import expect

from tests.browser.sell.selling import Till


def test_the_card_leads_to_what_they_bought_and_to_buying_it_again(each_till: Till) -> None:
    page = each_till.page
    each_till.sell_to_somebody_new("Ondine")
    page.keyboard.press("F2")
    each_till.type("ondine")
    expect(each_till.options.first).to_contain_text("Ondine")
    page.keyboard.press("Enter")
    expect(page.locator("#regular")).to_contain_text(re.compile("(today|aujourd)"))
    expect(each_till.products).to_be_focused()
    page.keyboard.press("F7")
    expect(page.locator("#history-search input")).to_be_focused()
    each_till.type("no such thing")
    expect(page.locator("#purchases .purchase")).to_have_count(0)
    page.locator("#history-search input").fill("polish")
    expect(page.locator("#purchases .purchase")).to_have_count(1)
    again = page.locator("[data-variant][data-closes]").first
    again.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(each_till.lines).to_have_count(1)
    page.keyboard.press("F7")
    page.locator(".purchase header a").first.click()
    expect(page).to_have_url(re.compile("/again/$"))
    page.evaluate("window.print = () => document.body.setAttribute('data-printed', 'yes')")
    page.keyboard.press("p")
    expect(page.locator("body")).to_have_attribute("data-printed", "yes")
    expect(page.locator(".receipt-duplicate")).to_contain_text("1")
    page.keyboard.press("Escape")
    expect(each_till.lines).to_have_count(1)

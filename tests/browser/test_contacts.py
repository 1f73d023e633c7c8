"""Contacts as the back office keeps them: of one type or the other, with fields of the shop's own, each person once."""

import re

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Locator, Page, expect

from tests.browser.office import enter
from tests.browser.shop import Shop

READERS = [("en", "Claire"), ("fr", "Inès")]


def drag(page: Page, what: Locator, above: Locator) -> None:
    """As a hand does it: the browser has to notice each step, which a jump would not let it."""
    start, end = what.bounding_box(), above.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 9, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + 9, start["y"] + start["height"] / 2 - 8, steps=4)
    expect(page.locator(".is-dragged")).to_have_count(1)
    page.mouse.move(end["x"] + 9, end["y"] + 4, steps=10)
    page.mouse.up()


@pytest.mark.parametrize(("language", "who"), READERS)
def test_a_contact_changes_its_type_a_supplier_is_set_on_a_product_and_a_field_its_place_by_keys_alone(
    page: Page, shop: Shop, language: str, who: str
) -> None:
    def say(text: str, **values: str) -> str:
        with translation.override(language):
            return gettext(text) % values if values else gettext(text)

    enter(page, shop.url, who)
    page.goto(f"{shop.url}/office/customers/")
    page.get_by_role("link", name=say("Create contact")).click()
    company = page.get_by_label(say("Company"), exact=True)
    company.fill("Tannerie Roux")
    page.get_by_label(say("Type")).focus()
    page.keyboard.press(say("Supplier")[0].lower())
    expect(page.get_by_role("heading", name=say("New supplier"))).to_be_visible()
    expect(company).to_have_value("Tannerie Roux")
    company.press("Enter")
    expect(page).to_have_url(re.compile(r"/office/suppliers/[0-9a-f-]{36}/$"))
    supplier = page.url

    page.goto(f"{shop.url}/office/products/")
    product = page.locator("tbody th a").first
    name = product.inner_text()
    product.press("Enter")
    page.locator("#id_supplier").focus()
    page.keyboard.type("Tann")
    page.locator("#id_name").press("Enter")
    expect(page).to_have_url(re.compile(r"/office/products/$"))
    page.goto(supplier)
    page.get_by_role("link", name=name).press("Enter")
    expect(page.locator("#id_supplier option:checked")).to_have_text("Tannerie Roux")

    for name in ("Width", "Author"):
        page.goto(f"{shop.url}/office/fields/new/")
        page.locator("#id_label_en").fill(name)
        page.locator("#id_label_fr").fill(name)
        page.locator("#id_kind").select_option("text")
        page.get_by_role("button", name=say("Save")).click()
        expect(page).to_have_url(re.compile(r"/office/fields/$"))
    page.get_by_role("button", name=say("Move %(field)s up", field="Author")).press("Enter")
    expect(page.locator(".own-field-name a")).to_have_text(["Author", "Width"])
    # The button went up with its row, where there is no further up.
    expect(page.get_by_role("button", name=say("Move %(field)s down", field="Author"))).to_be_focused()
    drag(page, page.locator(".own-fields > li").last, page.locator(".own-fields > li").first)
    expect(page.locator(".own-field-name a")).to_have_text(["Width", "Author"])
    page.reload()
    expect(page.locator(".own-field-name a")).to_have_text(["Width", "Author"])


@pytest.mark.parametrize(("language", "who"), READERS)
def test_two_records_of_one_person_are_found_merged_parted_again_and_told_apart(
    page: Page, shop: Shop, language: str, who: str
) -> None:
    def say(text: str) -> str:
        with translation.override(language):
            return gettext(text)

    enter(page, shop.url, who)
    for first in ("Camille", "Kamille"):
        page.goto(f"{shop.url}/office/customers/new/")
        page.locator("#id_first_name").fill(first)
        page.locator("#id_last_name").fill("Quillfeather")
        page.locator("#id_postcode").fill("75011")
        page.get_by_role("button", name=say("Save")).click()
        expect(page).to_have_url(re.compile(r"/office/customers/[0-9a-f-]{36}/$"))
    page.goto(f"{shop.url}/office/duplicates/")
    page.get_by_role("button", name=say("Look for duplicates")).click()
    page.get_by_role("link", name=say("See them")).click(timeout=60_000)
    pair = page.locator(".duplicates > li", has_text="Kamille Quillfeather")
    expect(pair).to_contain_text(say("like names, same postcode"))
    pair.get_by_role("link", name=say("Compare")).click()
    page.locator("label", has_text="Kamille").locator("input[name='take_first_name']").check()
    page.get_by_role("button", name=say("Merge")).click()
    expect(page.get_by_role("heading", name="Kamille Quillfeather")).to_be_visible()
    page.get_by_role("link", name=say("Undo the merge")).click()
    page.get_by_role("button", name=say("Undo the merge")).click()
    expect(page.get_by_role("heading", name=say("One person?"))).to_be_visible()
    expect(page.locator("label", has_text="Camille").locator("input[name='take_first_name']")).to_be_visible()
    page.get_by_role("button", name=say("Not the same")).click()
    expect(page).to_have_url(re.compile(r"/office/duplicates/$"))
    expect(page.locator(".duplicates > li", has_text="Kamille Quillfeather")).to_have_count(0)
    page.get_by_role("button", name=say("Look for duplicates")).click()
    expect(page.get_by_role("link", name=say("See them"))).to_be_visible(timeout=60_000)
    page.goto(f"{shop.url}/office/duplicates/")
    expect(page.locator(".duplicates > li", has_text="Kamille Quillfeather")).to_have_count(0)

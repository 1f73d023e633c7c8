"""Take the pictures in docs/images from the running product: `make screenshots`.

Each is taken from a fresh demo shop, so that the documents show what a newcomer sees.
"""

import os
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
DESK: ViewportSize = {"width": 1280, "height": 800}
TABLET: ViewportSize = {"width": 820, "height": 1180}
PHONE: ViewportSize = {"width": 390, "height": 844}
SHOPIFY = """Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,\
Default Address Address1,Default Address Address2,Default Address City,Default Address Province Code,\
Default Address Country Code,Default Address Zip,Default Address Phone,Phone,Accepts SMS Marketing,\
Total Spent,Total Orders,Note,Tax Exempt,Tags
7001,Ondine,Marchal,ondine.marchal@example.com,yes,,3 rue Oberkampf,,Paris,,FR,75011,,+33699000101,no,120.00,2,,no,VIP
7002,Basile,Ferrand,basile.ferrand@example,no,,,,,,FR,69002,,+33699000102,no,0.00,0,,no,
7003,Iris,Okafor,iris.okafor@example.org,yes,,,,,,FR,33000,,0699000103,no,40.00,1,,no,VIP
"""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "habitue.config.settings")
    with tempfile.TemporaryDirectory(prefix="habitue-pictures-") as home:
        os.environ["HABITUE_DATA"] = f"{home}/settings"
        import django

        django.setup()
        from tests.browser.chromium import ARGUMENTS, find
        from tests.browser.shop import Shop

        shop = Shop(Path(home) / "shop")
        shop.start()
        IMAGES.mkdir(exist_ok=True)
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=find(whole=True), args=ARGUMENTS)
                a_sale(browser, shop.url)
                what_a_regular_gets(browser, shop.url)
                the_back_office(browser, shop.url)
                browser.close()
        finally:
            shop.stop()


def a_sale(browser: Browser, url: str) -> None:
    """One sale, from signing in to the receipt, on a till's screen."""
    from tests.browser.till import sign_in

    page = browser.new_page(viewport=DESK)
    page.goto(f"{url}/till/sign-in/")
    page.get_by_role("button", name="Till 1").click()
    page.get_by_role("link", name="Tom").wait_for()
    take(page, "sign-in")
    sign_in(page, url)
    for words in ("Penny loafer 38", "Cedar shoe trees", "Ankle boot 39"):
        put_in(page, words)
    page.keyboard.press("F2")
    page.keyboard.type("mari", delay=30)
    page.wait_for_timeout(400)
    take(page, "box")
    page.get_by_role("combobox", name="Add a customer").fill("Zoé Lambert")
    page.wait_for_timeout(300)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("button", name="Create account")).to_be_visible()
    page.get_by_label("Phone", exact=True).fill("06 12 34 56 79")
    take(page, "new-customer")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Zoé Lambert").first).to_be_visible()
    page.locator("#product-search").fill("")
    page.keyboard.press("Escape")
    page.wait_for_timeout(400)
    take(page, "sell")
    page.keyboard.press("?")
    page.wait_for_timeout(300)
    take(page, "shortcuts")
    page.keyboard.press("Escape")
    in_other_shapes(browser, page, f"{url}/till/", "sell")
    page.keyboard.press("F10")
    page.get_by_label("Cash received").wait_for()
    take(page, "payment")
    page.keyboard.type("500")
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)
    page.keyboard.press("F10")
    page.wait_for_url("**/receipts/**")
    take(page, "receipt")
    a_regular(page, url)
    page.context.close()


def a_regular(page: Page, url: str) -> None:
    """Who has just bought comes again; then somebody whose sale is tracked when it is over."""
    page.goto(f"{url}/till/")
    page.keyboard.press("F2")
    page.keyboard.type("zoé lam", delay=90)
    page.wait_for_timeout(500)
    page.keyboard.press("Enter")
    page.locator("#regular").wait_for()
    page.wait_for_timeout(400)
    take(page, "regular")
    page.keyboard.press("F7")
    page.locator("#history-search").wait_for()
    page.wait_for_timeout(400)
    take(page, "history")
    page.keyboard.press("Escape")
    page.locator("#customer-consent").get_by_role("button").first.click()
    page.get_by_role("dialog").wait_for()
    page.wait_for_timeout(300)
    take(page, "consents")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Detach Zoé Lambert from this sale").click()
    page.locator("#product-search").fill("polish")
    page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)
    page.keyboard.press("F10")
    page.locator("#due").wait_for()
    page.keyboard.press("F2")
    page.wait_for_timeout(500)
    take(page, "payment-customer")
    page.keyboard.press("Escape")
    page.locator("[data-takes]").first.click()
    page.wait_for_timeout(400)
    page.keyboard.press("F10")
    page.wait_for_url("**/receipts/**")
    page.keyboard.press("F2")
    page.keyboard.type("zoé", delay=90)
    page.wait_for_timeout(500)
    take(page, "track")


def what_a_regular_gets(browser: Browser, url: str) -> None:
    """Prices of her own, why they are so, a code; then a gift card, and something that is brought back."""
    from tests.browser.till import sign_in

    page = browser.new_page(viewport=DESK)
    sign_in(page, url)
    put_in(page, "Bucket bag")
    page.keyboard.press("F2")
    page.keyboard.type("joanna brown", delay=60)
    page.get_by_role("option", name="Joanna Brown").first.wait_for()
    page.keyboard.press("Enter")
    page.locator("#regular").wait_for()
    page.wait_for_timeout(600)
    take(page, "new-prices")
    page.locator("[data-why]").first.click()
    page.get_by_role("dialog").wait_for()
    page.wait_for_timeout(300)
    take(page, "why-this-price")
    page.keyboard.press("Escape")
    page.keyboard.press("F10")
    page.locator("#due").wait_for()
    page.locator("[data-takes]").first.click()
    page.wait_for_timeout(400)
    page.keyboard.press("F10")
    page.wait_for_url("**/receipts/**")
    page.get_by_role("link", name="Return").or_(page.get_by_role("button", name="Return")).first.click()
    page.get_by_role("dialog").wait_for()
    page.wait_for_timeout(500)
    take(page, "return")
    page.keyboard.press("F8")
    page.get_by_role("dialog").get_by_role("combobox").first.select_option("fit")
    page.keyboard.press("F10")
    page.locator("#basket .line").wait_for()
    page.wait_for_timeout(400)
    page.keyboard.press("F10")
    page.locator("#due").wait_for()
    page.wait_for_timeout(300)
    take(page, "refund")
    page.goto(f"{url}/till/")
    page.keyboard.press("Shift+F3")
    page.locator("#gift_amount").wait_for()
    page.keyboard.type("50")
    page.wait_for_timeout(400)
    take(page, "gift-card")
    page.context.close()


def put_in(page: Page, words: str) -> None:
    page.locator("#product-search").fill(words)
    page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)
    if page.locator("dialog[open]").count():
        page.locator("dialog[open] .variant").first.click()
        page.wait_for_timeout(300)


def in_other_shapes(browser: Browser, page: Page, url: str, name: str) -> None:
    """The same page on a tablet in the dark and on a phone, for whoever is signed in on `page`."""
    state = page.context.storage_state()
    dark_tablet = browser.new_context(storage_state=state, viewport=TABLET, color_scheme="dark")
    phone = browser.new_context(storage_state=state, viewport=PHONE)
    for shape, context in (("tablet-dark", dark_tablet), ("phone", phone)):
        other = context.new_page()
        other.goto(url)
        take(other, f"{name}-{shape}")
        context.close()


def the_back_office(browser: Browser, url: str) -> None:
    from habitue.stores.demo import DEMO_STAFF

    owner = next(person for person in DEMO_STAFF if person.role == "owner")
    page = browser.new_page(viewport=DESK)
    page.goto(f"{url}/office/")
    page.get_by_label("Name").fill(owner.name)
    page.get_by_label("Password", exact=True).fill(owner.password)
    page.keyboard.press("Enter")
    page.get_by_role("navigation").first.wait_for()
    for name in ("products", "customers", "sales"):
        page.goto(f"{url}/office/{name}/")
        page.wait_for_load_state("networkidle")
        take(page, f"office-{name}")
    page.locator("main tbody a").first.click()
    page.wait_for_load_state("networkidle")
    take(page, "office-sale")
    for place in (
        *("groups", "fields", "duplicates", "customers/cards", "consent-texts"),
        *("prices/books", "promotions", "loyalty", "gift-cards", "accounts"),
    ):
        page.goto(f"{url}/office/{place}/")
        take(page, f"office-{place.replace('/', '-')}")
    page.goto(f"{url}/office/customers/")
    page.get_by_role("link", name="Zoé Lambert").first.click()
    page.get_by_role("heading", name="Zoé Lambert").wait_for()
    page.wait_for_load_state("networkidle")
    take(page, "office-customer")
    page.goto(f"{url}/office/customers/imports/")
    page.get_by_label("File").set_input_files(
        {"name": "customers.csv", "mimeType": "text/csv", "buffer": SHOPIFY.encode()}
    )
    page.get_by_role("button", name="Upload").click()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    take(page, "office-import")
    page.context.close()


def take(page: Page, name: str) -> None:
    page.screenshot(path=IMAGES / f"{name}.png")
    print(name, flush=True)


if __name__ == "__main__":
    main()

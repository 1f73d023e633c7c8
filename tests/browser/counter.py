"""Asks the server at once for what a test would otherwise have to click together on several pages."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import APIResponse, Page, StorageStateCookie, expect

from tests.browser.till import ENGLISH_CASHIER, PINS

CSRF_COOKIE = "habitue_csrf"
REMOVE_PAYMENT = re.compile(r"/till/pay/payments/[0-9a-f-]{36}/remove/")
VARIANT = re.compile(r'class="found-row"[^>]* data-variant="([0-9a-f-]{36})"')


@dataclass(frozen=True)
class Asked:
    """The server, asked as the browser of this page, without the page's knowledge."""

    page: Page
    url: str

    def get(self, path: str, **values: str) -> str:
        answer = self.page.request.get(f"{self.url}{path}", params=dict(values))
        assert answer.ok, answer.status
        return answer.text()

    def post(self, path: str, **values: str) -> APIResponse:
        if not (token := self._token()):
            self.get("/till/registers/")
            token = self._token()
        form: dict[str, str | float | bool] = dict(values)
        headers = {"HX-Request": "true", "X-CSRFToken": token}
        answer = self.page.request.post(f"{self.url}{path}", form=form, headers=headers)
        assert answer.ok, answer.status
        return answer

    def _token(self) -> str:
        cookies = {cookie.get("name"): cookie.get("value", "") for cookie in self.page.context.cookies(self.url)}
        return cookies.get(CSRF_COOKIE, "")

    def sign_in(self, who: str, register: str = "Till 1") -> None:
        """Whoever it is stands at the register of the first outlet that has one of this name."""
        places = self.get("/till/registers/")
        chosen = re.search(rf'value="([0-9a-f-]{{36}})"[^>]*>(?:(?!<button).)*?<strong>{register}<', places, re.DOTALL)
        assert chosen, f"no {register}"
        self.post("/till/registers/", register=chosen[1])
        everybody = self.get("/till/sign-in/")
        link = re.search(rf'href="(/till/sign-in/[0-9a-f-]{{36}}/)[^>]*>(?:(?!<a ).)*?{who}', everybody, re.DOTALL)
        assert link, f"no {who}"
        self.post(link[1], pin=PINS[who])

    def empty_the_basket(self) -> bool:
        """Take back what was paid, and everything out. False, if nobody is signed in."""
        answer = self.post("/till/basket/empty/")
        goes_to = answer.headers.get("hx-redirect", "")
        if goes_to.endswith("/till/pay/"):
            for remove in REMOVE_PAYMENT.findall(self.get("/till/pay/")):
                self.post(remove)
            answer = self.post("/till/basket/empty/")
            goes_to = answer.headers.get("hx-redirect", "")
        return not goes_to

    def put_in(self, words: str = "polish") -> None:
        found = VARIANT.search(self.get("/till/products/", q=words))
        assert found, f"no product is called {words}"
        self.post("/till/basket/lines/", variant=found[1])


@dataclass
class Cashiers:
    """Who has signed in at the shared shop's Till 1, and what their browser keeps of it."""

    url: str
    kept: dict[str, list[StorageStateCookie]] = field(default_factory=dict)

    def begin(self, page: Page, who: str = ENGLISH_CASHIER, *, words: str = "") -> None:
        """This browser is theirs, the basket is empty, or holds what `words` find."""
        asked = Asked(page, self.url)
        page.context.clear_cookies()
        page.context.add_cookies(self.kept.get(who, []))  # type: ignore[arg-type]  # what it gave, it takes
        if who not in self.kept or not asked.empty_the_basket():
            asked.sign_in(who)
            self.kept[who] = page.context.storage_state()["cookies"]
            assert asked.empty_the_basket()
        if words:
            asked.put_in(words)

    def sell(self, page: Page, who: str = ENGLISH_CASHIER) -> None:
        self.begin(page, who)
        page.goto(f"{self.url}/till/")
        expect(page.locator("#basket .empty")).to_have_count(1)
        expect(page.locator("#customer-card")).to_have_count(0)

    def pay(self, page: Page, who: str = ENGLISH_CASHIER, words: str = "polish") -> None:
        self.begin(page, who, words=words)
        page.goto(f"{self.url}/till/pay/")
        expect(page.locator("#due")).to_be_visible()

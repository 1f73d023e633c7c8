"""The forms of a page, as a browser would send them, with something else in every field that takes text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

NASTY = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>'",
    "{{ 700000000007|add:7 }}{% load i18n %}",
    '=HYPERLINK("http://example.com";"x")',
    "Robert'); DROP TABLE customers_customer;--",
    "100%s %(name)s {0} \\n \\x00",
    "\N{WOMAN}\u200d\N{WOMAN}\u200d\N{GIRL} \u202eevil\u202c \ufdfd \u0130",
    "nul\x00 bell\x07 line\nbreak\ttab",
    "9" * 400,
    "-1",
    "1e999",
    "\u0661\u0662\u0663",
    "0001-01-01",
    "a" * 20_000,
    "../../etc/passwd",
    "  ",
    "",
)
EXECUTED = ("<script>alert(1)", "<img src=x", "700000000014")

TEXT = {"text", "search", "tel", "email", "url", "number", "date", "month", "time", "datetime-local", ""}


@dataclass
class Form:
    """Where a form is sent, what its fields hold, and which of them a person types in."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)
    choices: dict[str, list[str]] = field(default_factory=dict)

    def takes(self, text: str) -> bool:
        """A form in which nobody types is always sent the same: once is enough."""
        return bool(self.typed) or text == NASTY[0]

    def filled_with(self, text: str) -> dict[str, list[str]]:
        return {name: [text] if name in self.typed else held for name, held in self.values.items()}


class _Forms(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.found: list[Form] = []
        self._open: list[Form] = []
        self._select = ""
        self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            posts = has.get("hx-post") or has.get("data-post")
            action = posts or has.get("hx-get") or has.get("action") or self.page
            form = Form(action, "post" if posts or has.get("method", "").lower() == "post" else "get")
            self.found.append(form)
            self._open.append(form)
        elif self._open and "disabled" not in has:
            self._field(self._open[-1], tag, has)

    def _field(self, form: Form, tag: str, has: dict[str, str]) -> None:
        name, kind = has.get("name", ""), has.get("type", "")
        if tag == "option" and self._select:
            form.choices.setdefault(self._select, []).append(has.get("value", ""))
            if "selected" in has or not form.values[self._select]:
                form.values[self._select] = [has.get("value", "")]
        elif not name:
            return
        elif tag == "select":
            self._select = name
            form.values[name] = []
        elif tag == "textarea":
            form.typed.add(name)
            form.values[name] = [""]
        elif tag == "input" and kind in {"checkbox", "radio"}:
            if "checked" in has:
                form.values.setdefault(name, []).append(has.get("value", "on"))
        elif tag == "input" and kind not in {"submit", "button", "file", "image"}:
            form.values[name] = [has.get("value", "")]
            if kind in TEXT:
                form.typed.add(name)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._open:
            self._open.pop()
        elif tag == "select":
            self._select = ""


def forms_on(page: str, html: str) -> Iterator[Form]:
    """The forms of `html`, which was shown at the address `page`."""
    reader = _Forms(page)
    reader.feed(html)
    yield from reader.found


def shown(html: str) -> str:
    """What a person reads, and what stands in fields."""
    return unescape(html)

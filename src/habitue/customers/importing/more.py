"""What a file tells besides the columns of the customer's own row: addresses, consents, own fields, balances.

It goes with its line as JSON: {"birthday", "website", "networks": {network: name}, "addresses": [{…}], "consents":
[[purpose, channel, given, at, source]], "withdrawn": as consents, "fields": {id: [values]}, "aside": {heading: text}}:
as much as the file says.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial
from typing import Any

from babel import Locale
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from habitue.contacts.models import Use
from habitue.customers.birthdays import birthday_of
from habitue.customers.importing.columns import ASIDE, OWN
from habitue.customers.models import Channel, CustomField, Kind, Network, Purpose
from habitue.customers.own_fields import LONGEST as LONGEST_OWN
from habitue.customers.own_fields import read_values
from habitue.customers.social import LONGEST, social_name
from habitue.customers.yes_no import NO, PLAIN_NO, YES
from habitue.lib.csvfile import Problem, Row, WrongCell
from habitue.lib.text import fold, squeeze

_UNSAID = {"", "unknown", "never", "not subscribed", "none", "inconnu", "pending"}
CONSENTS = {
    "may be kept": (Purpose.KEEP, Channel.NONE),
    "e-mail consent": (Purpose.WRITE, Channel.EMAIL),
    "no e-mail": (Purpose.WRITE, Channel.EMAIL),
    "SMS consent": (Purpose.WRITE, Channel.SMS),
    "phone consent": (Purpose.WRITE, Channel.PHONE),
    "post consent": (Purpose.WRITE, Channel.POST),
}
NETWORKS = {
    "X (Twitter)": Network.X,
    "Instagram": Network.INSTAGRAM,
    "Facebook": Network.FACEBOOK,
    "TikTok": Network.TIKTOK,
    "LinkedIn": Network.LINKEDIN,
    "Pinterest": Network.PINTEREST,
    "YouTube": Network.YOUTUBE,
    "other network": Network.OTHER,
}
_FIRST_OF_ADDRESSES = ("street", "city", "other street", "other city")
_NO_YEAR = re.compile(r"(?:--|0000-)?(\d\d)-(\d\d)")


class MoreReader:
    """Reads the columns of a line that the customer's own row does not hold. `moment` reads a date of the file."""

    def __init__(self, headers: Mapping[str, str], country: str, source: str, moment: Callable[[str], str]) -> None:
        self._headers = headers
        self._country = country
        self._source = source
        self._moment = moment
        ids = [name.removeprefix(OWN) for name in headers if name.startswith(OWN)]
        fields = CustomField.objects.filter(id__in=ids).prefetch_related("options") if ids else []
        self._fields = {str(field.id): field for field in fields}
        self._aside = [name for name in headers if name.startswith(f"{ASIDE}:")]

    def read(self, row: Row, problems: list[Problem], aside: dict[str, str]) -> str:
        """The JSON, or "" when the line has nothing of this; `aside` is what another column leaves to be kept."""
        told: dict[str, Any] = {}
        self._attempt(row, problems, "birthday", lambda typed: told.update(birthday=self._birthday(typed)))
        self._attempt(row, problems, "website", lambda typed: told.update(website=_website(typed)))
        for name in self._headers:
            if name in CONSENTS:
                self._attempt(row, problems, name, partial(self._consent, told, name, row.cells))
            elif name in NETWORKS:
                self._attempt(row, problems, name, partial(_network, told.setdefault("networks", {}), NETWORKS[name]))
            elif name in _FIRST_OF_ADDRESSES:
                self._attempt(row, problems, name, partial(self._address, told, row.cells, name))
        for id, field in self._fields.items():
            self._attempt(row, problems, f"{OWN}{id}", partial(self._value, told.setdefault("fields", {}), field))
        for name in self._aside:
            if text := squeeze(row.cells[name])[:300]:
                aside[name.partition(":")[2]] = text
        told["aside"] = aside
        told = {name: value for name, value in told.items() if value}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")) if told else ""

    def _attempt(self, row: Row, problems: list[Problem], name: str, read: Callable[[str], None]) -> None:
        """Read the cell of this column, if it has anything."""
        typed = row.cells.get(name, "")
        if not typed.strip():
            return
        try:
            read(typed)
        except WrongCell as wrong:
            problems.append(Problem(row.line, self._headers[wrong.column or name], str(wrong)))

    def _birthday(self, typed: str) -> str:
        text = typed.strip()
        try:
            if without_year := _NO_YEAR.fullmatch(text):
                month, day = without_year.groups()
                return birthday_of(int(day), int(month), None)
            born = date.fromisoformat(self._moment(text)[:10])
            return birthday_of(born.day, born.month, born.year)
        except ValueError:
            message = _("“{typed}” is not a birthday. Write it like 1990-05-17, or --05-17 without the year.")
            raise WrongCell(message.format(typed=text[:40])) from None

    def _address(self, told: dict[str, Any], cells: Mapping[str, str], name: str, _typed: str) -> None:
        before, use = ("other ", Use.DELIVERY) if name.startswith("other ") else ("", Use.HOME)
        every: list[dict[str, str]] = told.setdefault("addresses", [])
        if any(address["use"] == use for address in every):
            return  # it has a street, and a town as well
        lines = [squeeze(cells.get(f"{before}{line}", ""))[:140] for line in ("street", "street 2")]
        address = {part: squeeze(cells.get(f"{before}{part}", ""))[:80] for part in ("district", "city", "region")}
        address["street"] = "\n".join(filter(None, lines))
        address["postcode"] = squeeze(cells.get(f"{before}postcode", "")).upper()[:12]
        address["country"] = self._country
        if written := squeeze(cells.get(f"{before}country", "")):
            address["country"] = _country(written, f"{before}country")
        if address not in [{part: text for part, text in other.items() if part != "use"} for other in every]:
            every.append({"use": use.value, **address})

    def _consent(self, told: dict[str, Any], name: str, cells: Mapping[str, str], typed: str) -> None:
        word = fold(squeeze(typed)).replace("_", " ")
        if word in _UNSAID:
            return
        if word not in YES | NO:
            raise WrongCell(_("“{typed}” is neither yes nor no.").format(typed=typed[:40]))
        given = word in YES
        if name == "no e-mail":
            if not given:
                return  # that somebody has not said no is not a yes
            given = False
        purpose, channel = CONSENTS[name]
        at = ""
        if dated := cells.get("consent date", "").strip():
            try:
                at = self._moment(dated)
            except WrongCell as wrong:
                raise WrongCell(str(wrong), "consent date") from None
        source = squeeze(cells.get("consent source", "")) or f"{self._source}: {self._headers[name]}"
        # Other systems say a plain no of everybody whom nobody has asked: it takes back a yes, and is no answer else.
        key = "withdrawn" if word in PLAIN_NO and not at and name != "no e-mail" else "consents"
        told.setdefault(key, []).append([purpose.value, channel.value, given, at, source[:120]])

    def _value(self, told: dict[str, list[str]], field: CustomField, typed: str) -> None:
        # Of a text that is longer than the shop's form takes, the beginning is worth more than a line that is left out.
        written = squeeze(typed)[:LONGEST_OWN] if field.kind == Kind.TEXT else typed
        try:
            told[str(field.id)] = read_values(field, written, month_first=self._country == "US")
        except ValidationError as wrong:
            raise WrongCell(wrong.messages[0]) from None


def _network(told: dict[str, str], network: Network, typed: str) -> None:
    name = social_name(squeeze(typed))
    if not name or "://" in name or len(name) > LONGEST:
        raise WrongCell(
            _("“{typed}” is not a name on a network. Write it like @maison.orsel.").format(typed=typed[:40])
        )
    told[network.value] = name


def _website(typed: str) -> str:
    text = squeeze(typed)
    strange = " " in text or "." not in text or (":" in text and not text.startswith(("http://", "https://")))
    if len(text) > 190 or strange:
        raise WrongCell(_("“{typed}” is not a website. Write it like www.example.com.").format(typed=text[:40]))
    return text if "://" in text else f"https://{text}"


def _country(typed: str, column: str) -> str:
    code = _countries().get(fold(typed))
    if code is None:
        message = _("“{typed}” is not a country. Write its name, or its code such as FR.")
        raise WrongCell(message.format(typed=typed[:40]), column)
    return code


@cache
def _countries() -> dict[str, str]:
    """Every country by its code and by its names in English and French, folded."""
    found: dict[str, str] = {}
    for language in ("en", "fr", "es"):
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha():
                found[fold(name)] = found[fold(code)] = code
    return found | {"uk": "GB", "usa": "US", "united states of america": "US"}

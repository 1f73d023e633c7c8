"""One line of the file: what it says of a customer, or what is wrong with it."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cached_property, lru_cache
from html import unescape

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from habitue.customers.codes import plain
from habitue.customers.importing.columns import ASIDE, OWN
from habitue.customers.importing.more import CONSENTS, NETWORKS, MoreReader
from habitue.customers.models import Group
from habitue.lib.clock import now
from habitue.lib.csvfile import Problem, Row, WrongCell
from habitue.lib.dates import read_moment
from habitue.lib.phones import WrongPhone, example_phone, parse_phone
from habitue.lib.text import fold, squeeze

FIELDS = (
    "code", "first_name", "last_name", "company", "phone", "email", "postcode", "group", "language", "note",
    "created_at", "cards", "more",
)  # fmt: skip
"""What a good line comes to, in this order: all texts, "" where the file says nothing. Cards have blanks between;
`more` is the JSON of `more.py`.
"""

_TELLING = slice(1, 6)
_PHONE, _GROUP, _MORE = (FIELDS.index(name) for name in ("phone", "group", "more"))
_BESIDES = {"birthday", "website", "street", "city", "other street", "other city", *NETWORKS, *CONSENTS}
_PLAIN_EMAIL = re.compile(r"[A-Za-z0-9_+]+(?:[.\-][A-Za-z0-9_+]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,24}")
_NUMBER = re.compile(r"[\x21-\x7e]+")
_BREAKS = re.compile(r"<br ?/?>|</p>")
_CARDS = re.compile(r"[,;|\n]+")
_LANGUAGES = {
    "en": "en", "eng": "en", "english": "en", "anglais": "en",
    "fr": "fr", "fra": "fr", "fre": "fr", "french": "fr", "francais": "fr",
}  # fmt: skip


class WrongLine(ValueError):
    """A line that cannot be imported, and all that is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


class Reader:
    """`country` is the outlet's, for phone numbers and dates; `headers` are the file's own names for its columns."""

    def __init__(self, country: str, headers: Mapping[str, str], source: str = "") -> None:
        self._country = country
        self._headers = headers
        self._days: dict[str, str] = {}
        self._today = (now() + timedelta(days=1)).date()
        every: list[tuple[str, Callable[[str], str]]] = [
            ("code", _code),
            ("first name", _line(80)),
            ("last name", _line(80)),
            ("company", _line(120)),
            ("phone", self._phone),
            ("e-mail", _email),
            ("postcode", _postcode),
            ("group", _line(60)),
            ("language", _language),
            ("note", _note),
            ("created", self._created),
            ("cards", _cards),
        ]
        self._more = None
        if any(name in _BESIDES or name.startswith((OWN, ASIDE)) for name in headers):
            self._more = MoreReader(headers, country, source, self._created)
        self._groups = {}
        if "tags" in headers:
            self._groups = {fold(name): name for name in Group.objects.in_use().values_list("name", flat=True)}
            retired = Group.objects.exclude(retired_at=None)
            self._retired = {fold(name) for name in retired.values_list("name", flat=True)}
        self._cleaners = [(place, name, clean) for place, (name, clean) in enumerate(every) if name in headers]

    def read(self, row: Row) -> list[str]:
        """The values of `FIELDS`. Raises WrongLine."""
        problems = list(row.problems)
        cells = row.cells
        values = [""] * len(FIELDS)
        for place, name, clean in self._cleaners:
            if not (typed := cells[name]):
                continue
            try:
                values[place] = clean(typed)
            except WrongCell as wrong:
                values[place] = "?"
                problems.append(Problem(row.line, self._headers[name], str(wrong)))
        if (full := cells.get("full name")) and not values[1] and not values[2]:
            self._part(row, full, values, problems)
        aside: dict[str, str] = {}
        if mobile := cells.get("mobile"):
            self._mobile(row, mobile, values, aside, problems)
        if (tags := cells.get("tags")) and not values[_GROUP]:
            values[_GROUP] = self._tagged(tags)
        if self._more or aside:
            values[_MORE] = (self._more or self._only_aside).read(row, problems, aside)
        if not any(values[_TELLING]):
            problems.append(Problem(row.line, "", _("The line has no name, no company, no phone and no e-mail.")))
        if problems:
            raise WrongLine(problems)
        return values

    def _part(self, row: Row, full: str, values: list[str], problems: list[Problem]) -> None:
        last, comma, first = squeeze(full).partition(",")
        if not comma:
            first, _blank, last = last.partition(" ")
        for place, part in ((1, first.strip()), (2, last.strip())):
            try:
                values[place] = _line(80)(part)
            except WrongCell as wrong:
                problems.append(Problem(row.line, self._headers["full name"], str(wrong)))

    @cached_property
    def _only_aside(self) -> MoreReader:
        return MoreReader({}, self._country, "", self._created)

    def _mobile(self, row: Row, mobile: str, values: list[str], aside: dict[str, str], problems: list[Problem]) -> None:
        """A shop writes to the mobile; another number is kept aside."""
        try:
            number = self._phone(mobile)
        except WrongCell as wrong:
            problems.append(Problem(row.line, self._headers["mobile"], str(wrong)))
            return
        if number and values[_PHONE] and number != values[_PHONE]:
            aside[self._headers["phone"]] = values[_PHONE]
        values[_PHONE] = number or values[_PHONE]

    def _tagged(self, tags: str) -> str:
        """The first of the tags that is a group already, or else the first that was none, or else the first of all."""
        words = [word for each in tags.split(",") if (word := squeeze(each)[:60])]
        known = [self._groups[fold(word)] for word in words if fold(word) in self._groups]
        new = [word for word in words if fold(word) not in self._retired]
        return next(iter((*known, *new, *words)), "")

    def _phone(self, typed: str) -> str:
        text = typed.strip()
        if not text:
            return ""
        try:
            return parse_phone(text, self._country)
        except WrongPhone:
            message = _("“{typed}” is not a phone number. Write it like {example}.")
            raise WrongCell(message.format(typed=text[:40], example=example_phone(self._country))) from None

    def _created(self, typed: str) -> str:
        known = self._days.get(typed)
        if known is None:
            at = read_moment(typed.strip(), month_first=self._country == "US")
            if at is None or at.year < 1900 or at.date() > self._today:
                message = _("“{typed}” is not a date that has been. Write it like 2026-01-31.")
                raise WrongCell(message.format(typed=typed[:40]))
            known = at.isoformat(sep=" ", timespec="seconds").removesuffix("+00:00")
            if len(typed) <= 10:
                self._days[typed] = known
        return known


def _line(longest: int) -> Callable[[str], str]:
    def clean(typed: str) -> str:
        text = typed if typed.isalpha() else squeeze(typed)
        if len(text) > longest:
            raise WrongCell(_("It has {length} characters; {most} is the most.").format(length=len(text), most=longest))
        return text

    return clean


_short = _line(12)
_long = _line(2000)


def _postcode(typed: str) -> str:
    return _short(typed).upper()


def _note(typed: str) -> str:
    if typed.startswith("<"):
        typed = unescape(strip_tags(_BREAKS.sub("\n", typed)))
    if "\n" not in typed and "\r" not in typed:
        return _long(typed)
    text = "\n".join(squeeze(line) for line in typed.splitlines()).strip()
    if len(text) > 2000:
        _long(text)
    return text


def _number(typed: str, longest: int) -> str:
    if typed.isascii() and typed.isalnum() and len(typed) <= longest:
        return typed.upper()
    number = plain(squeeze(typed))
    if number[:1] == "'" and number[1:].isdigit():
        number = number[1:]  # a spreadsheet's way to keep a long number whole
    if number and (len(number) > longest or not _NUMBER.fullmatch(number)):
        message = _("“{typed}” cannot be a number: up to {most} letters without accents and digits.")
        raise WrongCell(message.format(typed=typed[:60], most=longest))
    return number


def _code(typed: str) -> str:
    return _number(typed, 24)


def _cards(typed: str) -> str:
    if typed.isalnum():
        return _number(typed, 48)
    return " ".join(dict.fromkeys(filter(None, (_number(part, 48) for part in _CARDS.split(typed)))))


def _email(typed: str) -> str:
    if len(typed) <= 254 and _PLAIN_EMAIL.fullmatch(typed):
        return typed
    name, at, domain = "".join(typed.split()).rpartition("@")
    email = f"{name}{at}{domain.lower()}"
    try:
        email = squeeze(email)
        if email:
            validate_email(email)
        if len(email) > 254:
            raise ValidationError("too long")
    except ValidationError:
        message = _("“{typed}” is not an e-mail address. Write it like name@example.com.")
        raise WrongCell(message.format(typed=typed[:60])) from None
    return email


@lru_cache(maxsize=256)
def _language(typed: str) -> str:
    word = fold(squeeze(typed))
    found = _LANGUAGES.get(word) or _LANGUAGES.get(re.split(r"[-_ /(]", word)[0])
    if word and not found:
        raise WrongCell(_("“{typed}” is not one of the languages: en, fr.").format(typed=typed[:20]))
    return found or ""

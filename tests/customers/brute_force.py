"""The rules of the one box read by brute force: every customer is looked at, with nothing of the index's code.

Only the folding of text, which is a rule itself, is shared. Slow, plain, and what the search is measured against.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

import phonenumbers

from habitue.customers.models import Customer
from habitue.lib.text import fold, squeeze, words

BLANKS_AND_HYPHENS = re.compile(r"[\s\-‐‑–]+")


class Record:
    """One customer, made ready for being looked at."""

    def __init__(self, customer: Customer, cards: Iterable[str] = ()) -> None:
        self.key: int = customer.search_key
        self.day: date = customer.seen_on
        self.words = name_words(customer.first_name, customer.last_name, customer.company)
        self.phone = str(phonenumbers.parse(customer.phone).national_number) if customer.phone else ""
        if customer.phone and phonenumbers.parse(customer.phone).italian_leading_zero:
            self.phone = "0" + self.phone
        self.email = fold(customer.email)
        self.code = fold(customer.code)
        self.cards = [fold(card) for card in cards]
        self.postcode = BLANKS_AND_HYPHENS.sub("", fold(customer.postcode))


def name_words(*names: str) -> list[str]:
    found: list[str] = []
    for name in names:
        parts = words(name)
        joined = {"".join(words(chunk)) for chunk in name.split()} | {"".join(parts)}
        found += parts + sorted(
            (word for word in joined if word and word not in parts), key=lambda word: _order(word, name)
        )
    return [word[:60] for word in found[:12]]


def _order(word: str, name: str) -> tuple[int, int]:
    chunks = ["".join(words(chunk)) for chunk in name.split()]
    return (0, chunks.index(word)) if word in chunks else (1, 0)


class Asked:
    """What was typed, made ready for looking at everybody."""

    def __init__(self, typed: str, country: str) -> None:
        self.text = fold(squeeze(typed))[:120].strip()
        self.email = re.sub(r"\s", "", self.text) if "@" in self.text else ""
        self.solid = "" if self.email else BLANKS_AND_HYPHENS.sub("", self.text)
        self.words = [] if self.email else [word[:60] for word in words(self.text)[:8]]
        self.one_chunk = not re.search(r"\s", self.text)
        self.has_digit = any(c.isdecimal() for c in self.text)
        self.is_phone = bool(re.fullmatch(r"\+?[\d\s().\-/‐‑–]+", self.text))
        self.starts = dialled(self.text, country) if self.is_phone else []
        digits = re.sub(r"\D", "", self.text)
        self.tail = digits if self.is_phone and len(digits) >= 3 and not self.text.startswith("+") else ""
        self.spoken = [word for word in self.words if not any(c.isdecimal() for c in word)]
        numbers = [place for place, word in enumerate(self.words) if any(c.isdecimal() for c in word)]
        together = bool(numbers) and numbers == list(range(numbers[0], numbers[-1] + 1))
        self.number = "".join(self.words[place] for place in numbers) if together and self.spoken else ""
        self.number_starts = dialled(self.number, country) if self.number.isdecimal() else []


def dialled(typed: str, country: str) -> list[str]:
    """The national digits that may be meant. Written for the countries of the tests."""
    digits = re.sub(r"\D", "", typed)
    codes = {"FR": "33", "GB": "44", "US": "1", "BE": "32"}
    trunk, abroad = ("1", "011") if country == "US" else ("0", "00")
    if typed.startswith("+") or digits.startswith(abroad):
        digits = digits if typed.startswith("+") else digits[len(abroad) :]
        for code in ("33", "44", "32", "49", "39", "34", "1"):
            if digits.startswith(code):
                rest = digits[len(code) :]
                return [rest[1:] if code in {"33", "44", "32", "49"} and rest.startswith("0") else rest]
        return []
    if digits.startswith(trunk):
        return [digits[1:]]
    own = codes[country]
    return [digits, digits[len(own) :]] if digits.startswith(own) and len(digits) - len(own) >= 8 else [digits]


def tier_of(asked: Asked, record: Record) -> int | None:
    """The best tier in which the customer is found, the last one left out."""
    if asked.email:
        return 0 if record.email == asked.email else 5 if record.email.startswith(asked.email) else None
    if _is_exact(asked, record):
        return 0
    one_word = ["".join(asked.words)[:60]] if len(asked.words) > 1 and not asked.has_digit else []
    for whole, tier in ((True, 1), (False, 2)):
        if any(typed and matches(typed, record.words, whole) for typed in (asked.words, one_word)):
            return tier
    if asked.number and matches(asked.spoken, record.words, False) and _has_number(asked, record):
        return 2
    return _by_other_starts(asked, record)


def _is_exact(asked: Asked, record: Record) -> bool:
    return bool(asked.solid) and (
        record.code == asked.solid
        or asked.solid in record.cards
        or any(len(start) >= 6 and record.phone == start for start in asked.starts)
    )


def _by_other_starts(asked: Asked, record: Record) -> int | None:
    if record.phone and (
        any(len(start) >= 3 and record.phone.startswith(start) for start in asked.starts)
        or (asked.tail and record.phone.endswith(asked.tail))
    ):
        return 3
    place = BLANKS_AND_HYPHENS.sub("", asked.text)
    if asked.has_digit and is_postcode(place, record):
        return 4
    if asked.one_chunk and len(asked.text) >= 3 and record.email.startswith(asked.text):
        return 5
    if len(asked.solid) >= 3 and record.code.startswith(asked.solid):
        return 6
    if len(asked.solid) >= 4 and any(card.startswith(asked.solid) for card in record.cards):
        return 7
    return None


def is_postcode(typed: str, record: Record) -> bool:
    return len(typed) >= 3 and record.postcode == typed


def _has_number(asked: Asked, record: Record) -> bool:
    number = asked.number
    return is_postcode(number, record) or bool(
        number.isdecimal()
        and record.phone
        and (
            (len(number) >= 2 and record.phone.endswith(number))
            or any(len(start) >= 3 and record.phone.startswith(start) for start in asked.number_starts)
        )
    )


def matches(typed: Sequence[str], name: Sequence[str], whole: bool) -> bool:
    if not typed:
        return True
    return any(
        matches(typed[1:], [*name[:place], *name[place + 1 :]], whole)
        for place, word in enumerate(name)
        if (word == typed[0] if whole else word.startswith(typed[0]))
    )


def one_mistake(one: str, other: str) -> bool:
    letters = "".join(set(one + other))
    changed = {one[:place] + one[place + 1 :] for place in range(len(one))}
    changed |= {one[:place] + letter + one[place:] for place in range(len(one) + 1) for letter in letters}
    changed |= {one[:place] + letter + one[place + 1 :] for place in range(len(one)) for letter in letters}
    changed |= {one[:p] + one[p + 1] + one[p] + one[p + 2 :] for p in range(len(one) - 1)}
    return one != other and other in changed


def _alike(asked: Asked, record: Record) -> bool:
    for place, typed in enumerate(asked.words):
        if not 4 <= len(typed) <= 30 or any(c.isdecimal() for c in typed):
            continue
        if any(
            3 <= len(word) <= 30 and not any(c.isdecimal() for c in word) and one_mistake(typed, word)
            for word in record.words
        ) and all(
            any(word.startswith(other) for word in record.words) for at, other in enumerate(asked.words) if at != place
        ):
            return True
    return False


def brute_force(records: Sequence[Record], typed: str, country: str, limit: int = 20) -> list[int]:
    """The search keys of who should be shown, in order."""
    asked = Asked(typed, country)
    if not asked.text:
        return []
    ranked = [
        (tier, _alphabet(tier, asked, record), -record.day.toordinal(), record.key)
        for record in records
        if (tier := tier_of(asked, record)) is not None
    ]
    few = len(ranked) < 3 if len(asked.words) == 1 else not ranked
    if few and not asked.email:
        there = {each[3] for each in ranked}
        ranked += [
            (8, "", -record.day.toordinal(), record.key)
            for record in records
            if record.key not in there and _alike(asked, record)
        ]
    return [each[3] for each in sorted(ranked)[:limit]]


def _alphabet(tier: int, asked: Asked, record: Record) -> str:
    if tier == 5:
        return record.email
    if tier == 6:
        return record.code
    return min(card for card in record.cards if card.startswith(asked.solid)) if tier == 7 else ""

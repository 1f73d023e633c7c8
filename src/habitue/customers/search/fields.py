"""What was typed and found nobody goes into the form of a new customer: into which of its fields?"""

import re

from habitue.customers.codes import plain
from habitue.lib.phones import WrongPhone, parse_phone
from habitue.lib.text import squeeze

_PHONE = re.compile(r"\+?[\d\s().\-/]+")
_SHORTEST_CARD = 8
_LONGEST_PHONE = 15


def field_of(typed: str, country: str) -> dict[str, str]:
    """The fields of `CustomerForm` that `typed` fills: an e-mail, a phone, a card, or first and last name."""
    text = squeeze(typed)
    if not text:
        return {}
    if "@" in text:
        return {"email": text.replace(" ", "")}
    digits = sum(character.isdigit() for character in text)
    if _PHONE.fullmatch(text) and digits:
        return {"phone" if _may_be_phone(text, digits, country) else "card": text}
    number = plain(text)
    if digits >= 4 and len(number) >= _SHORTEST_CARD and number.isascii() and number.isalnum():
        return {"card": text}
    first, _blank, last = _capitals(text).partition(" ")
    return {"first_name": first, "last_name": last} if last else {"first_name": first}


def _may_be_phone(text: str, digits: int, country: str) -> bool:
    """A number that can be dialled, or one that is not finished."""
    try:
        parse_phone(text, country)
    except WrongPhone:
        return digits < _SHORTEST_CARD or (digits <= _LONGEST_PHONE and text.startswith(("+", "0")))
    return True


def _capitals(text: str) -> str:
    """Names as they are written, when the search was typed in small letters."""
    if text != text.lower():
        return text
    return re.sub(r"(^|[\s\-'’])(\w)", lambda found: found[1] + found[2].upper(), text)

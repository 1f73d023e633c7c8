"""Customer codes and card numbers: how they are written down, and how the till makes a new code."""

import re
import secrets

from habitue.customers.models import Customer
from habitue.lib.text import squeeze

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 O 1 I L, which are taken for each other. 31 of them: a prime, which the check character needs."""

LENGTH = 8
_FIRST = ALPHABET[8:]
_PLACE = {character: place for place, character in enumerate(ALPHABET)}
_LEFT_OUT = re.compile(r"[\s\-‐‑–­]+")


def plain(written: str) -> str:
    """A code or card number as it is kept and compared: in capitals, without blanks, hyphens or what is not seen."""
    return _LEFT_OUT.sub("", squeeze(written)).upper()


def new_code() -> str:
    """A code that no customer of this node has."""
    code = random_code()
    while Customer.objects.filter(code=code).exists():
        code = random_code()
    return code


def random_code() -> str:
    """Seven characters, of which the first is a letter so that no code looks like a phone number, and the check."""
    return random_codes(1)[0]


def random_codes(count: int) -> list[str]:
    """Eight bytes of chance for each: the number of codes divides 2**64 so nearly that none is likelier."""
    chance = secrets.token_bytes(8 * count)
    return [_code(int.from_bytes(chance[at : at + 8])) for at in range(0, 8 * count, 8)]


def _code(chance: int) -> str:
    chance, first = divmod(chance, len(_FIRST))
    body = _FIRST[first]
    for _place in range(LENGTH - 2):
        chance, place = divmod(chance, len(ALPHABET))
        body += ALPHABET[place]
    return body + check_character(body)


def check_character(body: str) -> str:
    """Differs whenever one character of `body` is another, or two neighbours have changed places."""
    return ALPHABET[sum(weight * _PLACE[character] for weight, character in enumerate(body, start=2)) % len(ALPHABET)]

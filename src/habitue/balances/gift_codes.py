"""The codes of gift cards: whoever knows one can spend it, so nobody may guess one, and nobody misreads one.

15 characters of chance out of 31 are 74 bits; the sixteenth is the check, which tells a slip from a card that is gone.
"""

import secrets

from habitue.balances.models import GiftCard
from habitue.customers.codes import ALPHABET, check_character, plain

LENGTH = 16
SHORTEST = 12
"""Of the codes that are printed on cards which are sold here."""
FROM_ELSEWHERE = 4
"""Of the codes of cards that were sold elsewhere and are brought in: that till made them as it wished."""
LONGEST = 24
_GROUP = 4

__all__ = [
    "FROM_ELSEWHERE",
    "LENGTH",
    "LONGEST",
    "SHORTEST",
    "card_of",
    "has_the_shape",
    "in_groups",
    "is_ours",
    "last_of",
    "may_be_printed",
    "new_gift_code",
    "plain",
]


def new_gift_code() -> str:
    body = "".join(secrets.choice(ALPHABET) for _place in range(LENGTH - 1))
    return body + check_character(body)


def is_ours(code: str) -> bool:
    """Whether `new_gift_code` may have made it."""
    return len(code) == LENGTH and all(c in ALPHABET for c in code) and check_character(code[:-1]) == code[-1]


def may_be_printed(code: str) -> bool:
    """Whether a printed card that is sold here may have this code: long enough, of letters and digits."""
    return has_the_shape(code) and len(code) >= SHORTEST


def has_the_shape(code: str) -> bool:
    """Whether any card may have this code, wherever it was sold."""
    return FROM_ELSEWHERE <= len(code) <= LONGEST and code.isascii() and code.isalnum()


def card_of(typed: str) -> GiftCard | None:
    """The card of a code that was typed or scanned, however it was spaced. What can be no code is not looked for."""
    code = plain(typed)
    return GiftCard.objects.filter(code=code).first() if has_the_shape(code) else None


def in_groups(code: str) -> str:
    """As it is shown and read out: "K7QX 2M9D WHTR 4B6P"."""
    return " ".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def last_of(code: str) -> str:
    """By what a card is told from another without giving its code away: "•••• 4B6P"; of a short code it is less."""
    return f"•••• {code[-min(_GROUP, len(code) // 2) :]}"

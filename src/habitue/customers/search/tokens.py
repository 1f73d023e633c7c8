"""What of a customer can be found: the tokens under which they stand in the index.

A customer's *name words* are, for each of first name, last name and company: its words, each part that a hyphen or an
apostrophe holds together as one word ("jeanpierre", "obrien"), and the whole as one word ("legoff"); folded, at most
twelve. The first character of a token says what it is:

    ma          a name word starts so and goes on (1 to 7 letters)
    =marie      a name word is just this
    &cuma       two name words start so: two letters of each, three, or one if it is the same; in order of the alphabet
    #612345678  the national phone number          #612   its first three digits
    <876543216  the national phone number backwards       <87    its last two digits backwards
    @m@orange.fr   the e-mail            !K7P2M9RA  the code            $2990012345678  a card
    %75011      the postcode

All are folded, codes and cards included.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

from habitue.lib.text import fold, words

LONGEST_START = 7
NAME_WORDS = 12
LONGEST_WORD = 60

_BLANKS = re.compile(r"\s+")
_COUNTRY_CODES = {str(code) for code in COUNTRY_CODE_TO_REGION_CODE}


def name_words(first_name: str, last_name: str, company: str) -> list[str]:
    """The words by which the names are found. A word that stands in two of them is there twice."""
    found: list[str] = []
    for name in (first_name, last_name, company):
        if name:
            found += _words_of(name)
    return found[:NAME_WORDS]


# A few names are those of most people, which is what makes a million of them quick to index.
@lru_cache(maxsize=16_384)
def _words_of(name: str) -> tuple[str, ...]:
    parts = words(name)
    if len(parts) < 2:
        return tuple(part[:LONGEST_WORD] for part in parts)
    held = ["".join(words(chunk)) for chunk in name.split()]
    whole = "".join(parts)
    found = parts + [word for word in dict.fromkeys([*held, whole]) if word and word not in parts]
    return tuple(word[:LONGEST_WORD] for word in found)


@lru_cache(maxsize=16_384)
def _tokens_of_word(word: str) -> tuple[str, ...]:
    return (f"={word}", *(word[:length] for length in range(1, min(len(word), LONGEST_START + 1))))


def national(e164: str) -> str:
    """The national number of an E.164 one: "612345678" of "+33612345678"."""
    digits = e164[1:]
    for length in (1, 2, 3):
        if digits[:length] in _COUNTRY_CODES:
            return digits[length:]
    return digits


def tokens_of(  # noqa: PLR0917 - called a million times in an import, where keywords would cost
    first_name: str,
    last_name: str,
    company: str,
    phone: str,
    email: str,
    postcode: str,
    code: str,
    cards: Sequence[str] = (),
) -> set[str]:
    """Every token of one customer."""
    names = name_words(first_name, last_name, company)
    found = set(tokens_besides_words(names, phone, email, postcode, code, cards))
    found.update(*map(_tokens_of_word, names))
    return found


def tokens_besides_words(  # noqa: PLR0917 - as above
    names: Sequence[str], phone: str, email: str, postcode: str, code: str, cards: Sequence[str]
) -> list[str]:
    """The tokens but for those that each of the name words has by itself."""
    found = [f"!{fold(code)}"]
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            found += _pairs_of(one[:3], other[:3])
    if phone:
        number = national(phone)
        found += (f"#{number}", f"#{number[:3]}", f"<{number[::-1]}", f"<{number[:-3:-1]}")
    if email:
        found.append(f"@{fold(email)}")
    if postcode:
        found.append(f"%{plain_postcode(postcode)}")
    if cards:
        found += [f"${fold(card)}" for card in cards]
    return found


@lru_cache(maxsize=65_536)
def _pairs_of(one: str, other: str) -> tuple[str, ...]:
    lengths = [length for length in (2, 3) if len(one) >= length <= len(other)]
    if one[0] == other[0]:
        lengths.append(1)
    return tuple(pair(one, other, length) for length in lengths)


def pair(one: str, other: str, length: int) -> str:
    """The token of two words that start so, in either order."""
    one, other = one[:length], other[:length]
    return f"&{one}{other}" if one < other else f"&{other}{one}"


@lru_cache(maxsize=16_384)
def plain_postcode(written: str) -> str:
    return _BLANKS.sub("", fold(written)).replace("-", "")

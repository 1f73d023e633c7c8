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
@lru_cache(maxsize=65_536)
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
    return e164[_end_of_country_code(e164[1:4]) :]


@lru_cache(maxsize=4096)
def _end_of_country_code(digits: str) -> int:
    return 1 + next((length for length in (1, 2, 3) if digits[:length] in _COUNTRY_CODES), 0)


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
    found = {*shared_tokens(names, phone, postcode), *single_tokens(phone, email, code, cards)}
    found.update(*map(_tokens_of_word, names))
    return found


def shared_tokens(names: Sequence[str], phone: str, postcode: str) -> list[str]:
    """Of the tokens besides those of each name word, the ones that many customers have."""
    found: list[str] = []
    if len(names) == 2:  # as most people's are
        found += _pairs_of(names[0][:3], names[1][:3])
    else:
        for place, one in enumerate(names):
            for other in names[place + 1 :]:
                found += _pairs_of(one[:3], other[:3])
    if phone:
        number = national(phone)
        found += (f"#{number[:3]}", f"<{number[:-3:-1]}")
    if postcode:
        found.append(f"%{plain_postcode(postcode)}")
    return found


def single_tokens(phone: str, email: str, code: str, cards: Sequence[str]) -> list[str]:
    """And the ones that hardly anybody has in common with somebody else."""
    found = [f"!{fold(code)}"]
    if phone:
        number = national(phone)
        found += (f"#{number}", f"<{number[::-1]}")
    if email:
        found.append(f"@{fold(email)}")
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

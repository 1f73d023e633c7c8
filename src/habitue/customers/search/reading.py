"""What was typed, read in every way that makes sense: the rules of the one box.

Letters are folded and blanks squeezed first. Then, best tier first:

0  exact     The whole of it, without blanks and hyphens, is a code or a card number; or it is an e-mail; or, in any
             notation, a phone number of at least six national digits.
1  whole     Every typed word is a whole name word of the customer (see `tokens.py`), another one for each.
2  name      Every typed word is the start of a name word, another one for each. Also here: words together with one
             number, when the words do so and the number is the postcode, the
             first three or more digits of the phone number, or the last two or more.
3  phone     Only digits and what parts them: the phone number starts so (three national digits at least) or, without a
             leading +, ends so (three digits at least).
4  postcode  It is just this.
5  e-mail    It starts so (three characters at least, no blank among them).
6  code      It starts so (three characters at least).
7  card      It starts so (four characters at least).
8  alike     Only when a single typed word of four letters or more has found fewer than three: a name word that differs
             from it by one mistake. And when several words have found nobody: one of them so, each of the others
             the start of a name word, be it the same one.

Several words without a digit are also tried as one ("le goff" finds Legoff). Words with a digit that stand together
are one number ("SW1A 1AA", "06 12"). Who is found in two tiers stands in the better one. Within a tier the customer
seen last stands first, and of two seen on one day the newer; tiers 5 to 7 are in the order of what starts so.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

from habitue.customers.search.tokens import LONGEST_START, LONGEST_WORD, pair, plain_postcode
from habitue.lib.text import fold, squeeze, words

LONGEST_TYPED = 120
MOST_WORDS = 8

_BLANKS = re.compile(r"\s+")
_JOINTS = re.compile(r"[\s\-‐‑–]+")
_PHONE = re.compile(r"\+?[\d\s().\-/‐‑–]+")
_DIGITS = re.compile(r"\d")


class Tier(IntEnum):
    EXACT = 0
    WHOLE_NAME = 1
    NAME = 2
    PHONE = 3
    POSTCODE = 4
    EMAIL = 5
    CODE = 6
    CARD = 7
    ALIKE = 8


@dataclass(frozen=True, slots=True)
class Term:
    """The customer has one of these tokens; or, with `open`, one that starts like the only one."""

    tokens: tuple[str, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class Branch:
    """One way to be found: all `terms` hold. `pairs` are tokens that all who are found have as well.

    With `check`, the index alone cannot tell, and the words have to be compared with the names.
    """

    tier: Tier
    terms: tuple[Term, ...]
    pairs: tuple[str, ...] = ()
    check: tuple[str, ...] = ()


def read(typed: str, country: str) -> list[Branch]:
    """The ways in which `typed` can be understood, best tiers first."""
    text = fold(squeeze(typed))[:LONGEST_TYPED].strip()
    if not text:
        return []
    if "@" in text:
        email = _BLANKS.sub("", text)
        return [*_exact("@", email), Branch(Tier.EMAIL, (Term((f"@{email}",), open=True),))]
    solid = _JOINTS.sub("", text)
    spoken = words(text)[:MOST_WORDS]
    found = [*_exact("!", solid), *_exact("$", solid)]
    if _PHONE.fullmatch(text):
        found += _phones(text, country)
    found += names(spoken)
    if len(spoken) > 1:
        if not _DIGITS.search(text):
            found += names(["".join(spoken)[:LONGEST_WORD]])
        found += _with_number(spoken, country)
    if _DIGITS.search(text) and 3 <= len(plain_postcode(text)) <= 12:
        found.append(Branch(Tier.POSTCODE, (Term((f"%{plain_postcode(text)}",)),)))
    if len(text) >= 3 and not _BLANKS.search(text):
        found.append(Branch(Tier.EMAIL, (Term((f"@{text}",), open=True),)))
    if len(solid) >= 3:
        found.append(Branch(Tier.CODE, (Term((f"!{solid}",), open=True),)))
    if len(solid) >= 4:
        found.append(Branch(Tier.CARD, (Term((f"${solid}",), open=True),)))
    return sorted(found, key=lambda branch: branch.tier)


def names(typed: list[str]) -> list[Branch]:
    """Each of `typed` is a whole name word; each of them is the start of one."""
    if not typed:
        return []
    typed = [word[:LONGEST_WORD] for word in typed]
    check = tuple(typed) if _related(typed) else ()
    whole = Branch(Tier.WHOLE_NAME, tuple(Term((f"={word}",)) for word in typed), _pairs(typed), check)
    if len(typed) == 1:  # who is called just so stands in the better tier
        long = len(typed[0]) > LONGEST_START
        return [whole, Branch(Tier.NAME, (Term((f"={typed[0]}",), open=True) if long else Term((typed[0],)),))]
    terms, certain = starts(typed)
    return [whole, Branch(Tier.NAME, terms, _pairs(typed), check if certain else tuple(typed))]


def starts(typed: list[str]) -> tuple[tuple[Term, ...], bool]:
    """A term for the start of each of several words, and whether they say all: of long words the index knows less."""
    terms = [
        Term((word, f"={word}")) if len(word) <= LONGEST_START else Term((word[:LONGEST_START],)) for word in typed
    ]
    return tuple(terms), all(len(word) <= LONGEST_START for word in typed)


def phone_starts(typed: str, country: str) -> list[str]:
    """The national digits with which a phone number typed so far may begin, as `country` dials."""
    digits = re.sub(r"\D", "", typed)
    metadata = PhoneMetadata.metadata_for_region(country, None)
    trunk = (metadata and metadata.national_prefix) or ""
    abroad = (metadata and metadata.international_prefix) or "00"
    if typed.lstrip().startswith("+"):
        return [_after_country_code(digits)]
    if exit_code := re.match(abroad, digits):
        return [_after_country_code(digits[exit_code.end() :])]
    if trunk and digits.startswith(trunk):
        return [digits[len(trunk) :]]
    own = str(metadata.country_code) if metadata else ""
    if own and digits.startswith(own) and len(digits) - len(own) >= 8:
        return [digits, digits[len(own) :]]
    return [digits]


def _after_country_code(digits: str) -> str:
    for length in (1, 2, 3):
        code = int(digits[:length] or 0)
        if code in COUNTRY_CODE_TO_REGION_CODE:
            metadata = PhoneMetadata.metadata_for_region(COUNTRY_CODE_TO_REGION_CODE[code][0], None)
            trunk = (metadata and metadata.national_prefix) or ""
            rest = digits[length:]
            # "+33 (0)6 12": people write both the prefix for callers from abroad and the one for callers at home.
            return rest[1:] if trunk == "0" and rest.startswith("0") else rest
    return ""


def _exact(mark: str, text: str) -> list[Branch]:
    return [Branch(Tier.EXACT, (Term((mark + text,)),))] if text else []


def _phones(text: str, country: str) -> list[Branch]:
    found: list[Branch] = []
    for start in phone_starts(text, country):
        if len(start) >= 6:
            found.append(Branch(Tier.EXACT, (Term((f"#{start}",)),)))
        if len(start) >= 3:
            found.append(Branch(Tier.PHONE, (Term((f"#{start}",), open=len(start) > 3),)))
    digits = re.sub(r"\D", "", text)
    if len(digits) >= 3 and not text.startswith("+"):
        found.append(Branch(Tier.PHONE, (Term((f"<{digits[::-1]}",), open=True),)))
    return found


def _with_number(typed: list[str], country: str) -> list[Branch]:
    """The typed words beside one number: a postcode, or digits of the phone number."""
    spoken = [word for word in typed if not _DIGITS.search(word)]
    places = [place for place, word in enumerate(typed) if _DIGITS.search(word)]
    if not spoken or not places or places[-1] - places[0] != len(places) - 1:
        return []
    number = "".join(typed[place] for place in places)
    terms = []
    if len(number) >= 3:
        terms.append(Term((f"%{number}",)))
    if number.isdecimal():
        if len(number) >= 2:
            terms.append(Term((f"<{number[::-1]}",), open=len(number) > 2))
        terms += [
            Term((f"#{start}",), open=len(start) > 3) for start in phone_starts(number, country) if len(start) >= 3
        ]
    if not terms:
        return []
    name_terms, certain = starts(spoken)
    check = tuple(spoken) if _related(spoken) or not certain else ()
    return [Branch(Tier.NAME, (*name_terms, term), _pairs(spoken), check) for term in terms]


def _related(typed: list[str]) -> bool:
    """Whether one of the words is the start of another, so that one name word could stand for both."""
    return any(
        one.startswith(other) for place, one in enumerate(typed) for at, other in enumerate(typed) if place != at
    )


def _pairs(typed: list[str]) -> tuple[str, ...]:
    found = []
    for place, one in enumerate(typed):
        for other in typed[place + 1 :]:
            length = min(len(one), len(other), 3)
            if length >= 2 or one[0] == other[0]:
                found.append(pair(one, other, length))
    return tuple(found)

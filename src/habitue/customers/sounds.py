"""How a name sounds to French and English ears, and whether two names are one with a slip of the pen."""

import re
from collections.abc import Iterator
from functools import lru_cache

from habitue.lib.text import fold

SHORTEST_WITH_SLIP = 4
"""In a shorter name one letter makes another name of it: Léa and Lia."""

_RULES = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"[^a-z]", ""),
        (r"ph", "f"),
        (r"sch|sh|tch|ch", "x"),
        (r"^h|(?<=[a-wy-z])h", ""),
        (r"(.)\1+", r"\1"),
        (r"ck|qu|q|c(?![eiy])", "k"),
        (r"c", "s"),
        (r"g(?=[eiy])", "j"),
        (r"gn", "n"),
        (r"bv|w", "v"),
        (r"z", "s"),
        (r"dt", "t"),
        (r"eau|aul?t?d?$|au|oo", "o"),
        (r"ou", "u"),
        (r"[ae][iy]", "e"),
        (r"y", "i"),
        (r"(?:ein|in|im)(?![aeiou])", "1"),
        (r"(?:en|an|em|am)(?![aeiou])", "2"),
        (r"(?<=..)[aeiou]$", ""),
        (r"(?<=[aeiourln12])[tdsxp]+$", ""),
        (r"(?<=.)ou?l?t$", "o"),
    )
]


@lru_cache(maxsize=100_000)
def sound(name: str) -> str:
    """The same for Dupont and Dupond, Catherine and Katherine, Meyer and Maier; no word that anybody could read."""
    spoken = fold(name)
    for pattern, replaced in _RULES:
        spoken = pattern.sub(replaced, spoken)
    return spoken


def without_one_letter(name: str) -> Iterator[str]:
    """`name`, and each thing that it is with a letter missing: what two names with one slip between them share."""
    yield name
    if len(name) >= SHORTEST_WITH_SLIP:
        for place in range(len(name)):
            yield name[:place] + name[place + 1 :]


def one_slip(one: str, other: str) -> bool:
    """A letter too many, too few, another, or two that have changed places; or none of it."""
    if one == other:
        return True
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < SHORTEST_WITH_SLIP:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other)) <= 1 or (len(one) == 2 and one == other[::-1])

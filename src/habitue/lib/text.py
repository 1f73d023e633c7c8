"""Text as it is compared: the same folding wherever something is written down and wherever it is looked for."""

import re
import unicodedata

# Letters that Unicode does not decompose, as people type them on a keyboard without them.
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŋ": "n"}
)
_ACCENTS = {accent: None for accent in range(0x300, 0x370) if unicodedata.combining(chr(accent))}
_NOT_WORD = re.compile(r"[^\w]+|_+")


def fold(text: str) -> str:
    """`text` without case, accents and the peculiarities of special letters: "Łukasz Müßig" becomes "lukasz mussig"."""
    if text.isascii():
        return text.lower()
    # Twice, because letters that only decomposing brings forth (the "H" of "ℌ") may be capitals.
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_LETTERS)
    plain = folded.translate(_ACCENTS)
    return plain if plain.isascii() else "".join(letter for letter in plain if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """The folded words of `text`; spaces, hyphens, apostrophes and other marks part them."""
    return [word for word in _NOT_WORD.split(fold(text)) if word]


def squeeze(text: str) -> str:
    """`text` with its white space as single blanks and invisible control characters gone, as typed values are kept."""
    if text.isprintable():
        return " ".join(text.split()) if " " in text else text
    return " ".join("".join(c if c.isprintable() or c.isspace() or c == "\u200d" else "" for c in text).split())

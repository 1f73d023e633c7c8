"""By which words a variant is found, and how they are kept so that a start of one is a short stretch of an index."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from habitue.lib.text import words

LONGEST_WORD = 48
_HIGHEST = "\U0010ffff"


if TYPE_CHECKING:
    TextField = models.CharField[str, str]
else:
    TextField = models.CharField


class WordField(TextField):
    """Text that is compared by its code points: in any other order, a start of a word is not one stretch."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        parameters = super().db_parameters(connection)
        return parameters | {"collation": "C" if connection.vendor == "postgresql" else None}


def searchable(*texts: str, codes: Iterable[str] = ()) -> set[str]:
    """The words by which something named `texts` is found; of `codes` also the start of the whole, without marks."""
    codes = list(codes)
    found = {word for text in (*texts, *codes) for word in words(text)}
    found.update("".join(words(code)) for code in codes)
    return {word[:LONGEST_WORD] for word in found if word}


def typed_words(typed: str) -> list[str]:
    """What somebody typed, as words to look for; the longest first, since it leaves the least to look through."""
    return sorted({word[:LONGEST_WORD] for word in words(typed)}, key=lambda word: (-len(word), word))[:8]


def stretch(start: str) -> tuple[str, str]:
    """From where to where the words lie that begin with `start`."""
    return start, start + _HIGHEST

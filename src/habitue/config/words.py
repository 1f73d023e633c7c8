"""Texts of the command line, in the language of the terminal.

They come from the same catalogue as the screens', but without Django: half of what is said here is why Django
can't start.
"""

import gettext as catalogues
import os
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def language() -> str:
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if spoken := os.environ.get(variable):
            return "fr" if spoken.lower().startswith("fr") else "en"
    return "en"


@cache
def _catalogue(spoken: str) -> catalogues.NullTranslations:
    return catalogues.translation("django", LOCALE, [spoken], fallback=True)


def gettext(text: str) -> str:
    return _catalogue(language()).gettext(text)

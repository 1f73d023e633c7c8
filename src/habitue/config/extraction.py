"""Finds every text marked for translation, in Python and in templates, without GNU gettext's tools."""

import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from .catalogues import LOCALE
from .cli import main
from .cli.speaking import helps

PACKAGE = LOCALE.parent
COMMANDS = Path("config/cli")
# What Django and we call the functions that mark a text, and which of their arguments hold it.
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
type Found = tuple[Path, int, str | tuple[str, ...], list[str], str | None]


def texts() -> Iterator[Found]:
    """Each marked text with its file, line, comments to the translator, and context."""
    for file in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("templates/**/*.*")]):
        source = file.read_text(encoding="utf-8")
        if file.suffix != ".py":
            # The indentation of a template is not that of a program.
            source = "\n".join(line.strip() for line in templatize(source).splitlines())
        for line, text, comments, context in extract(
            "python", io.BytesIO(source.encode()), KEYWORDS, ["Translators:"], {"encoding": "utf-8"}
        ):
            yield file.relative_to(PACKAGE), line, text, comments, context
    for text in helps(main):
        yield COMMANDS, 0, text, [], None


def template() -> Catalog:
    """The catalogue of all texts, untranslated."""
    catalog = Catalog(project="Habitué", charset="utf-8", fuzzy=False)
    for file, line, text, comments, context in texts():
        catalog.add(text, None, [(file.as_posix(), line)], auto_comments=comments, context=context)
    return catalog


def update(language: str, locale: Path = LOCALE) -> Path:
    """Bring a language's catalogue up to date: new texts without translation, vanished ones gone."""
    file = locale / language / "LC_MESSAGES" / "django.po"
    if file.exists():
        with file.open("rb") as opened:
            catalog = read_po(opened, locale=language)
    else:
        catalog = Catalog(locale=language, project="Habitué", charset="utf-8", fuzzy=False)
    # No guessing by likeness: a guess that nobody reads is a wrong word on a till.
    catalog.update(template(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as opened:
        write_po(opened, catalog, width=120, sort_by_file=True, omit_header=False, include_lineno=False)
    return file


def problems(language: str, locale: Path = LOCALE) -> Iterator[str]:
    """What keeps a language's catalogue from being complete and right."""
    with (locale / language / "LC_MESSAGES" / "django.po").open("rb") as opened:
        catalog = read_po(opened, locale=language)
    wanted = template()
    for message in wanted:
        if not message.id:
            continue
        translated = catalog.get(_first(message), message.context)
        if translated is None or not _complete(translated):
            yield f"not translated: {message.id!r} ({message.locations[0][0]})"
        elif translated.fuzzy:
            yield f"fuzzy: {message.id!r}"
        elif any(_placeholders(a) != _placeholders(b) for a, b in _side_by_side(message, translated)):
            yield f"other placeholders: {message.id!r} → {translated.string!r}"
    for message in catalog:
        if message.id and wanted.get(_first(message), message.context) is None:
            yield f"no longer used: {message.id!r}"


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _parts(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def _side_by_side(message: Message, translated: Message) -> Iterator[tuple[str, str]]:
    """Each form of a text with its translation; a language of more forms has the last one's placeholders in them."""
    forms, said = _parts(message.id), _parts(translated.string)
    yield from ((forms[min(at, len(forms) - 1)], part) for at, part in enumerate(said))


def _complete(message: Message) -> bool:
    return bool(message.string) and all(_parts(message.string))


def _placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)[sd]|%[sd]|\{\w*\}", text))

"""Translations are compiled here, by Babel, so that no system tool is needed."""

import os
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_stale(locale: Path = LOCALE) -> list[Path]:
    """Compile each catalogue that is newer than its compiled form, where its folder can be written."""
    compiled = []
    for catalogue in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = catalogue.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= catalogue.stat().st_mtime_ns:
            continue
        if os.access(catalogue.parent, os.W_OK):
            _compile(catalogue, target)
            compiled.append(target)
    return compiled


def _compile(catalogue: Path, target: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with catalogue.open("rb") as source:
        messages = read_po(source, locale=catalogue.parent.parent.name)
    # Written beside and moved into place: a server that starts at the same moment reads the old one or the new one.
    fresh = target.with_name(f"{target.name}.{os.getpid()}")
    with fresh.open("wb") as opened:
        write_mo(opened, messages)
    fresh.replace(target)

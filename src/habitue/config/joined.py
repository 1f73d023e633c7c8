"""Static files, gathered: a sheet or a module that does nothing but import others is written out as one file.

In the source each part has a sheet and each matter a module; a browser that opens a page for the first time asks for a
few files and not for thirty. With DEBUG on nothing is joined, and the browser follows the imports by itself.
"""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = {".css": re.compile(r'@import "([^"]+)";'), ".js": re.compile(r'import "([^"]+)";')}
_REMARK = re.compile(r"//.*|/\*.*\*/")


class JoinedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # the package carries no types
    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            lists = {name: parts for name in paths if (parts := _parts(paths, name))}
            for name, parts in lists.items():
                self.delete(name)
                self._save(name, ContentFile(_join(paths, parts).encode()))
                # From here on it is read as it was gathered.
                paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)


def _read(paths: dict[str, Any], name: str) -> str:
    if not name.endswith(tuple(_IMPORT)):
        return ""
    storage, path = paths[name]
    with storage.open(path) as file:
        text: str = file.read().decode()
    return text


def _parts(paths: dict[str, Any], name: str) -> list[str]:
    """The names of what this file imports, down through lists of imports; none when it does anything else."""
    imported = _imported(name, _read(paths, name))
    return [part for each in imported for part in _parts(paths, each) or [each]]


def _imported(name: str, text: str) -> list[str]:
    pattern = _IMPORT.get(posixpath.splitext(name)[1])
    if pattern is None:
        return []
    lines = [line for line in map(str.strip, text.splitlines()) if line and not _REMARK.fullmatch(line)]
    found = [pattern.fullmatch(line) for line in lines]
    home = posixpath.dirname(name)
    return [posixpath.normpath(posixpath.join(home, each[1])) for each in found if each] if all(found) else []


def _join(paths: dict[str, Any], parts: list[str]) -> str:
    """All of them in their order; a module in braces, so that its names stay its own."""
    texts = [_read(paths, part).rstrip("\n") for part in parts]
    return "".join(
        f"{{\n{text}\n}}\n" if part.endswith(".js") else f"{text}\n" for part, text in zip(parts, texts, strict=True)
    )

"""Uploaded files that are looked at first: each is kept in a folder of its own until it is taken, or for a day."""

import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.conf import settings

KEPT_FOR = 24 * 3600
"""Seconds for which a file that nobody took stays."""


def path_of(kind: str, id: UUID) -> Path:
    """Of what `kind` says the file holds, "prices" for one."""
    return _folder() / f"{kind}-{id}" / f"{kind}.csv"


def keep(kind: str, id: UUID, chunks: Iterable[bytes]) -> Path:
    """Those of its kind that are old go."""
    _forget_old(kind)
    path = path_of(kind, id)
    path.parent.mkdir(mode=0o700, parents=True)
    with path.open("wb") as opened:
        for chunk in chunks:
            opened.write(chunk)
    return path


def forget(path: Path) -> None:
    shutil.rmtree(path.parent, ignore_errors=True)


def _forget_old(kind: str) -> None:
    for folder in _folder().glob(f"{kind}-*"):
        with suppress(FileNotFoundError):
            if time.time() - folder.stat().st_mtime > KEPT_FOR:
                shutil.rmtree(folder, ignore_errors=True)


def _folder() -> Path:
    return Path(settings.ENVIRONMENT.data) / "imports"

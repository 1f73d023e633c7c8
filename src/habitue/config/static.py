"""Static files are gathered, named by their content and compressed once, and again when one of them has changed."""

import hashlib
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from habitue.config import joined


def collect_stale(root: Path) -> bool:
    """Gather them unless `root` holds just these already; True when there was something to do."""
    mark = root / ".gathered-from"
    now = _fingerprint()
    if mark.is_file() and mark.read_text(encoding="ascii") == now:
        return False
    root.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(now, encoding="ascii")
    return True


def _fingerprint() -> str:
    seen = hashlib.sha256(Path(joined.__file__).read_bytes())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: str(found[0])):
            facts = Path(storage.path(name)).stat()
            seen.update(f"{name}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return seen.hexdigest()

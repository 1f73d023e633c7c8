"""Finds the Chromium that drives the browser tests; `python -m tests.browser.chromium` prints where it is."""

import os
import shutil
import sys
from pathlib import Path

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def find() -> str | None:
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if found := shutil.which(name):
            return found
    home = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    downloaded = [*home.glob("chromium-*/chrome-linux*/chrome"), *home.glob("chromium-*/chrome-mac*/**/MacOS/*")]
    return str(max(downloaded)) if downloaded else None


if __name__ == "__main__":
    if not (path := find()):
        sys.exit(1)
    sys.stdout.write(f"{path}\n")

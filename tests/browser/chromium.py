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

SHELLS = ("chromium-headless-shell", "chromium_headless_shell-*/*/chrome-headless-shell")
WHOLE = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    *("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/**/MacOS/*"),
)
"""Names of programs, and where Playwright puts what it downloads."""


def find(*, whole: bool = False) -> str | None:
    """The headless shell, if there is one: the same pages by the same engine, without the windows and bars around them,
    which cost as much as the pages do. Only what is measured, or shown, is seen in the `whole` browser, as in a shop.
    """
    downloads = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    for name in (*WHOLE, *SHELLS) if whole else (*SHELLS, *WHOLE):
        if found := shutil.which(name) or max(map(str, downloads.glob(name)), default=None):
            return found
    return None


if __name__ == "__main__":
    if not (path := find()):
        sys.exit(1)
    sys.stdout.write(f"{path}\n")

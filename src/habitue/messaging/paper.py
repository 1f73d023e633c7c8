"""Receipts, and whatever else is printed, as PDF.

They are made in a process of their own, `python -m habitue.messaging.paper`: HTML comes in, a PDF goes out. So the till
carries neither the memory nor the seconds of it, and lives on if the native libraries behind it do not.
"""

import os
import subprocess
import sys
from pathlib import Path

PATIENCE = 60
STYLE = Path(__file__).with_name("paper.css")
WITHOUT_LIBRARIES = 3


class NoPaper(Exception):
    """This machine makes no PDF now; `lasting` says that it cannot, for want of the libraries Pango and its like."""

    def __init__(self, *, lasting: bool) -> None:
        super().__init__()
        self.lasting = lasting


def pdf_of(html: str, style: Path = STYLE) -> bytes:
    """The PDF of a page in the manner of a style sheet. Raises NoPaper."""
    command = [sys.executable, "-P", "-m", "habitue.messaging.paper", str(style)]
    try:
        made = subprocess.run(command, input=html.encode(), capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603 - our own
    except (OSError, subprocess.TimeoutExpired):
        raise NoPaper(lasting=False) from None
    if made.returncode or not made.stdout.startswith(b"%PDF-"):
        raise NoPaper(lasting=made.returncode == WITHOUT_LIBRARIES)
    return made.stdout


def _make() -> None:
    if hasattr(os, "nice"):
        os.nice(10)
    try:
        from weasyprint import CSS, HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError):
        sys.exit(WITHOUT_LIBRARIES)

    class Nothing(URLFetcher):  # type: ignore[misc]  # the package carries no types
        """Whatever a page asks for, it gets nothing: neither from the network nor from this machine's files."""

        def fetch(self, url: str, headers: object = None) -> None:  # noqa: ARG002 - its signature
            raise ValueError(url)

    style = CSS(string=Path(sys.argv[1]).read_text(encoding="utf-8"), url_fetcher=Nothing())
    page = HTML(string=sys.stdin.buffer.read().decode(), url_fetcher=Nothing())
    sys.stdout.buffer.write(page.write_pdf(stylesheets=[style]))


if __name__ == "__main__":
    _make()

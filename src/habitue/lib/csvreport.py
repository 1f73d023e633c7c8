"""What an import says when it is done, and the file of lines to be mended."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from habitue.lib.csvfile import REASON_HEADERS, CSVFile, Problem, plain_cell, safe_cell
from habitue.lib.csvformat import key_of


class BadLines:
    """The file beside the imported one that gets its bad lines, each with the reason; made with the first of them."""

    def __init__(self, source: CSVFile) -> None:
        self.path = source.path.with_name(f"{source.path.name.removesuffix('.csv')}.errors.csv")
        self._source = source
        self._file: io.TextIOWrapper | None = None

    def add(self, raw: Sequence[str], problems: Sequence[Problem]) -> None:
        header = self._source.header
        keep = [place for place, title in enumerate(header) if key_of(title) not in REASON_HEADERS]
        if not self._file:
            self._file = self.path.open("w", encoding="utf-8-sig", newline="")
            self._write([*(header[place] for place in keep), _("reason")])
        reasons = " ".join(f"{problem.column}: {problem.reason}".removeprefix(": ") for problem in problems)
        cells = [raw[place] if place < len(raw) else "" for place in keep]
        self._write([*cells, reasons, *raw[len(header) :]])

    def close(self) -> None:
        if self._file:
            self._file.close()

    def _write(self, cells: Sequence[str]) -> None:
        # It is opened in a spreadsheet, as what a customer may have written elsewhere; reading takes it as it was.
        safe = [safe_cell(plain_cell(cell)) for cell in cells]
        csv.writer(self._file, delimiter=self._source.separator).writerow(safe)  # type: ignore[arg-type]  # it is open by now


@dataclass
class Outcome:
    """What an import did. `problems` holds the first hundred; all bad lines stand in `bad_lines`.

    Of `aside` lines something was kept for later; `groups` were made or brought back, by name.
    """

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    bad: int = 0
    problems: list[Problem] = field(default_factory=list)
    bad_lines: Path | None = None
    ignored: list[str] = field(default_factory=list)
    aside: int = 0
    groups: list[str] = field(default_factory=list)

    def add_bad(self, problems: Sequence[Problem]) -> None:
        self.bad += 1
        self.problems += problems[: max(0, 100 - len(self.problems))]

"""CSV files as people have them: any usual encoding and separator, headers in English or French, broken lines.

    with CSVFile(path, COLUMNS) as file:        # raises NotACSV with a message for the person at the keyboard
        for row in file:                        # Row(line, cells by column name, problems)
            ...

Cells are read as `safe_cell` writes them, so that what was exported can be imported.
"""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NamedTuple, Self

from django.utils.translation import gettext as _

from habitue.lib.csvformat import Column, Lines, NotACSV, encoding_of, key_of, places_of, recognise, records_of

__all__ = ["REASON_HEADERS", "CSVFile", "Column", "NotACSV", "Problem", "Row", "WrongCell", "plain_cell", "safe_cell"]

REASON_HEADERS = {"reason", "raison"}
"""Headers of the column in which a file of bad lines says why; it is passed over when that file is imported."""

_SNIFFED = 64 * 1024
UNSAFE = frozenset("'=+-@\t\r")
"""What a cell may begin with that has to be looked at by `safe_cell`."""

_UNSAFE = re.compile(r"'*[=+\-@\t\r]")
_SAFE = re.compile(r"'+[=+\-@\t\r]")


type Naming = Callable[[list[str]], dict[str, int]]
"""From the header to the place of each column that is wanted."""


class Problem(NamedTuple):
    """Why a line was not imported. `column` is the header as it stands in the file, or "" for the whole line."""

    line: int
    column: str
    reason: str


class WrongCell(ValueError):
    """Why a line cannot be taken; `column` is where it is to be mended, if that is not the cell at hand or the line."""

    def __init__(self, message: str, column: str = "") -> None:
        super().__init__(message)
        self.column = column


@dataclass(slots=True)
class Row:
    """One record: `cells` holds what the file has of the known columns, `line` is where the record begins."""

    line: int
    cells: dict[str, str]
    raw: list[str]
    problems: list[Problem] = field(default_factory=list)

    def refuse_broken(self) -> None:
        """Raises WrongCell for a line that could not be parted into cells."""
        if self.problems:
            raise WrongCell(self.problems[0].reason)


class CSVFile:
    """A CSV file that is open for reading. `headers` maps each column that was found to its header in the file."""

    def __init__(self, path: Path, columns: Sequence[Column], naming: Naming | None = None) -> None:
        """`naming` says itself what the columns of a header are, where names alone do not tell."""
        self.path = path
        self.size = path.stat().st_size
        self._binary: BinaryIO = path.open("rb")
        try:
            self.encoding = encoding_of(self._binary)
            start = self._decoded().read(_SNIFFED)
            self.separator, self.header, self._skipped = recognise(start, columns, strict=naming is None)
            self._places = naming(self.header) if naming else places_of(self.header, columns)
        except BaseException:
            self._binary.close()
            raise
        self.headers = {name: self.header[place] for name, place in self._places.items()}
        known = set(self._places.values())
        self.ignored = [
            name
            for place, name in enumerate(self.header)
            if place not in known and name and key_of(name) not in REASON_HEADERS
        ]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._binary.close()

    def problem(self, row: Row, wrong: WrongCell) -> Problem:
        return Problem(row.line, self.headers.get(wrong.column, wrong.column), str(wrong))

    @property
    def position(self) -> int:
        """How many bytes of `size` have been read."""
        return self._binary.tell()

    def __iter__(self) -> Iterator[Row]:
        lines = Lines(self._decoded())
        records = records_of(lines, self.separator)
        for _header in range(self._skipped + 1):
            next(records, None)
        names = list(self._places)
        cells_of = _picker(list(self._places.values()))
        width, highest = len(self.header), max(self._places.values(), default=0)
        for line, raw, whole in records:
            if not any(raw):
                continue
            if len(raw) <= highest:
                raw.extend([""] * (width - len(raw)))
            cells = cells_of(raw)
            if "'" in "".join(cells):
                cells = tuple(map(plain_cell, cells))
            row = Row(line, dict(zip(names, cells, strict=True)), raw)
            if not whole:
                row.problems.append(Problem(line, "", _("A quotation mark is opened here and never closed.")))
            elif len(raw) > width and any(raw[width:]):
                message = _(
                    "The line has {found} cells where the header has {expected}. Quote cells that hold a “{mark}”."
                )
                row.problems.append(
                    Problem(line, "", message.format(found=len(raw), expected=width, mark=self.separator))
                )
            yield row

    def _decoded(self) -> io.TextIOWrapper:
        self._binary.seek(0)
        # A wrapper closes what it wraps when it is collected; this one is used again.
        return _Decoded(self._binary, encoding=self.encoding, errors="replace", newline="")


def _picker(places: list[int]) -> Callable[[list[str]], tuple[str, ...]]:
    if not places:
        return lambda _raw: ()
    if len(places) == 1:
        return lambda raw: (raw[places[0]],)
    return itemgetter(*places)


class _Decoded(io.TextIOWrapper):
    def __del__(self) -> None:
        if not self.closed:
            self.detach()


def safe_cell(text: str) -> str:
    """`text` so that no spreadsheet takes it for a formula: an apostrophe before = + - @ and tab."""
    start = text[:1]
    if start != "'" and start in UNSAFE:
        return f"'{text}"
    return f"'{text}" if text and _UNSAFE.match(text) else text


def plain_cell(text: str) -> str:
    """`text` as it was before `safe_cell`."""
    return text[1:] if text[:1] == "'" and _SAFE.match(text) else text

"""Lines of CSV for spreadsheets, from rows that are one text each.

Hardly any cell needs care: all cells are looked at together first, and by themselves only in rows where one may.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from secrets import token_hex
from typing import Self

from habitue.lib.csvfile import safe_cell

_QUOTED = ('"', ",", "\r", "\n")
_UNSAFE = "=+-@\t"
"""What a cell may begin with, of which `safe_cell` asks no more than an apostrophe before it."""


def marks() -> Iterator[str]:
    """What may stand before cells, to be tried in turn: the first is short, the others nobody can have typed."""
    yield "\x1f"
    while True:
        yield f"\x1f{token_hex(8)}"


@dataclass(frozen=True, slots=True)
class Joined:
    """Rows of a table. Before every cell stands `mark`, which is in no cell."""

    rows: Sequence[str]
    mark: str

    @classmethod
    def of(cls, rows: Sequence[Sequence[str]]) -> Self:
        tried = (cls(["".join(f"{mark}{cell}" for cell in row) for row in rows], mark) for mark in marks())
        return next(joined for joined in tried if joined.has(sum(map(len, rows))))

    def has(self, cells: int) -> bool:
        """False where the mark is in a cell, so that there seem to be more of them."""
        return "".join(self.rows).count(self.mark) == cells

    def cells(self) -> Iterator[list[str]]:
        return (row.split(self.mark)[1:] for row in self.rows)

    def csv_lines(self) -> str:
        """As `csv.writer` writes rows of two cells and more, with no cell that a spreadsheet would run."""
        mark = self.mark
        return self._safe("\r\n").replace(f"\r\n{mark}", "\r\n").removeprefix(mark).replace(mark, ",")

    def csv_line_of_each(self) -> list[str]:
        """The same, row by row."""
        mark = self.mark
        # Cells with line breaks are written by now and have lost their marks: only an end of a row is like this.
        end = f"{mark}\r\n"
        return [f"{row.removeprefix(mark).replace(mark, ',')}\r\n" for row in self._safe(end).split(end)[:-1]]

    def _safe(self, end: str) -> str:
        """All rows with an end after each; who needed care is written already, the others still have marks."""
        mark, rows = self.mark, self.rows
        together = "".join(rows)
        if dear := [each for each in (*_QUOTED, f"{mark}'") if each in together]:
            rows = [self._with_care(row) if any(each in row for each in dear) else row for row in rows]
        text = "".join(f"{row}{end}" for row in rows)
        for start in _UNSAFE:
            if start in text:
                text = text.replace(f"{mark}{start}", f"{mark}'{start}")
        return text

    def _with_care(self, row: str) -> str:
        return ",".join(_written(safe_cell(cell)) for cell in row.split(self.mark)[1:])


def _written(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(each in cell for each in _QUOTED) else cell

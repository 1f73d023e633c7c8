"""Lines of CSV for spreadsheets, from rows that are one text each.

Hardly any cell needs care: all cells are looked at together first, and by themselves only in rows where one may.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from secrets import token_hex
from typing import Self

from habitue.lib.csvfile import UNSAFE, safe_cell

_QUOTED = ('"', ",", "\r", "\n")
_UNSAFE = tuple(UNSAFE)


def marks() -> Iterator[str]:
    """What may stand between cells, to be tried in turn: the first is short, the others nobody can have typed."""
    yield "\x1f"
    while True:
        yield f"\x1f{token_hex(8)}"


@dataclass(frozen=True, slots=True)
class Joined:
    """Rows of a table of two columns and more. Between its cells stands `mark`, which is in no cell."""

    rows: Sequence[str]
    mark: str

    @classmethod
    def of(cls, rows: Sequence[Sequence[str]]) -> Self:
        tried = (cls([mark.join(row) for row in rows], mark) for mark in marks())
        return next(joined for joined in tried if not rows or joined.has(len(rows[0])))

    def has(self, columns: int) -> bool:
        """False where the mark is in a cell, so that there seem to be more of them."""
        return "".join(self.rows).count(self.mark) == len(self.rows) * (columns - 1)

    def cells(self) -> Iterator[list[str]]:
        return (row.split(self.mark) for row in self.rows)

    def csv_lines(self) -> bytes:
        """As `csv.writer` writes them, with no cell that a spreadsheet would run."""
        return self._written("\r\n")

    def csv_line_of_each(self) -> list[bytes]:
        """The same row by row, without the ends of lines."""
        end = f"\x1e{token_hex(8)}"
        return self._written(end).split(end.encode())[:-1]

    def _written(self, end: str) -> bytes:
        """With this after each row."""
        rows = list(self.rows)
        for place in self._dear():
            rows[place] = ",".join(_in_quotes(safe_cell(cell)) for cell in rows[place].split(self.mark))
        # In bytes, because a text with a single letter from beyond Western Europe takes twice as long to look through.
        # Those rows have no marks any more, so nothing is done to them here.
        lines, mark = end.join([*rows, ""]).encode(), self.mark.encode()
        return re.sub(re.escape(mark) + rb"(?=[=+\-@\t])", b",'", lines).replace(mark, b",")

    def _dear(self) -> set[int]:
        """The places of the rows in which some cell may have to be looked at by itself."""
        rows, together = self.rows, "".join(self.rows)
        found = {place for place, row in enumerate(rows) if row.startswith(_UNSAFE)}
        for each in (*_QUOTED, f"{self.mark}'"):
            if each in together:
                found.update([place for place, row in enumerate(rows) if each in row])
        return found


def _in_quotes(cell: str) -> str:
    """If it needs them."""
    return '"' + cell.replace('"', '""') + '"' if any(each in cell for each in _QUOTED) else cell

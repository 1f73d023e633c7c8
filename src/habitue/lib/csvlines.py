"""Lines of CSV for spreadsheets, from columns of texts: what few cells need is looked for in a column at a stroke."""

from collections.abc import Sequence

from habitue.lib.csvfile import UNSAFE, safe_cell

_QUOTED = ('"', ",", "\r", "\n")


_STARTS = tuple(f"\0{start}" for start in UNSAFE)


def csv_lines(rows: Sequence[Sequence[str]]) -> str:
    """`rows`, which are all as long, as `csv.writer` writes them, with no cell that a spreadsheet would run."""
    return csv_lines_of(list(zip(*rows, strict=True)))


def csv_lines_of(columns: Sequence[Sequence[str]]) -> str:
    """The same of the columns of a table."""
    written = [_written(column) for column in columns]
    return "".join(f"{line}\r\n" for line in map(",".join, zip(*written, strict=True)))


def _written(column: Sequence[str]) -> Sequence[str]:
    together = "\0" + "\0".join(column)
    if any(start in together for start in _STARTS):
        column = [safe_cell(cell) if cell[:1] in UNSAFE else cell for cell in column]
    if any(mark in together for mark in _QUOTED):
        column = [_in_quotes(cell) if any(mark in cell for mark in _QUOTED) else cell for cell in column]
    return column


def _in_quotes(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'

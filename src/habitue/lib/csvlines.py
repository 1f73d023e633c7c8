"""Lines of CSV for spreadsheets, from columns of texts: what few cells need is looked for in a column at a stroke."""

from collections.abc import Sequence

from habitue.lib.csvfile import UNSAFE, safe_cell

_QUOTED = ('"', ",", "\r", "\n")


def csv_lines(rows: Sequence[Sequence[str]]) -> str:
    """`rows`, which are all as long, as `csv.writer` writes them, with no cell that a spreadsheet would run."""
    columns = [_quoted(_safe(column)) for column in zip(*rows, strict=True)]
    return "".join(f"{line}\r\n" for line in map(",".join, zip(*columns, strict=True)))


def _safe(column: Sequence[str]) -> Sequence[str]:
    if UNSAFE.isdisjoint({cell[:1] for cell in column}):
        return column
    return [safe_cell(cell) if cell[:1] in UNSAFE else cell for cell in column]


def _quoted(column: Sequence[str]) -> Sequence[str]:
    together = "\0".join(column)
    if not any(mark in together for mark in _QUOTED):
        return column
    return [_in_quotes(cell) if any(mark in cell for mark in _QUOTED) else cell for cell in column]


def _in_quotes(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'

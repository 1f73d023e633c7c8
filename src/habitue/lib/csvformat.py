"""What kind of CSV a file is: its encoding, its separator, and which columns its first line names."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Self

from django.utils.translation import gettext as _

from habitue.lib.text import words

SEPARATORS = ",;\t|"
LINES_IN_A_CELL = 200

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_UNDEFINED_IN_CP1252 = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")


class NotACSV(ValueError):
    """The file as a whole cannot be read; the message says why and what to do."""


@dataclass(frozen=True)
class Column:
    """One value that an import understands, and the headers under which it is found besides its own name."""

    name: str
    headers: tuple[str, ...] = ()
    required: bool = False


class _Unclosed(Exception):
    pass


class Lines:
    """The file's lines, one by one, with those of the record under way kept in case it turns out to be none."""

    def __init__(self, text: Iterable[str]) -> None:
        self._text = iter(text)
        self._again: list[str] = []
        self.taken: list[str] = []
        self.number = 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._text, None)
        if line is None or len(self.taken) >= LINES_IN_A_CELL:
            if line is not None:
                self._again.append(line)
            if self.taken:  # the reader asks for more only inside quotation marks
                raise _Unclosed
            raise StopIteration
        self.taken.append(line)
        self.number += 1
        return line

    def keep_only_first(self) -> str:
        first, rest = self.taken[0], self.taken[1:]
        self._again.extend(reversed(rest))
        self.number -= len(rest)
        self.taken = []
        return first


def records_of(lines: Lines, separator: str) -> Iterator[tuple[int, list[str], bool]]:
    """Each record with its first line's number; the last value is False for a line that opens a quote for ever."""
    while True:
        reader = csv.reader(lines, delimiter=separator)
        try:
            for cells in reader:
                yield lines.number - len(lines.taken) + 1, cells, True
                lines.taken.clear()
        except (_Unclosed, csv.Error):
            first = lines.keep_only_first()
            bare = next(csv.reader([first], delimiter=separator, quoting=csv.QUOTE_NONE))
            yield lines.number, bare, False
        else:
            return


def encoding_of(file: BinaryIO) -> str:
    start = file.read(4096)
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    if not start.strip():
        raise NotACSV(_("The file is empty."))
    if start.startswith(_WORKBOOKS):
        raise NotACSV(_("This is a workbook or an archive, not a CSV file. Open it and save it as CSV (UTF-8)."))
    if b"\0" in start:
        even, odd = start[::2].count(0), start[1::2].count(0)
        if max(even, odd) > len(start) // 4 and min(even, odd) < len(start) // 50:
            return "utf-16-be" if even > odd else "utf-16-le"
        raise NotACSV(_("This is not a text file. Save the list as CSV (UTF-8) and try again."))
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        # All of it: the first accent may stand in the last line.
        while block := file.read(1 << 20):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252" if _is_cp1252(file) else "latin-1"
    return "utf-8"


def _is_cp1252(file: BinaryIO) -> bool:
    file.seek(0)
    while block := file.read(1 << 20):
        if any(undefined in block for undefined in _UNDEFINED_IN_CP1252):
            return False
    return True


def key_of(header: str) -> str:
    return " ".join(words(header))


def _names(columns: Sequence[Column]) -> dict[str, str]:
    return {key_of(header): column.name for column in columns for header in (column.name, *column.headers)}


def recognise(start: str, columns: Sequence[Column], *, strict: bool = True) -> tuple[str, list[str], int]:
    """The separator under which the first line names the most columns; Excel's `sep=;` line is passed over.

    If it is `strict`, it has to name one of `columns`.
    """
    if "\0" in start:
        raise NotACSV(_("This is not a text file. Save the list as CSV (UTF-8) and try again."))
    skipped = 0
    candidates = SEPARATORS
    if declared := re.match(r'"?sep=(.)"?\r?\n', start):
        candidates, skipped, start = declared[1], 1, start[declared.end() :]
    known = _names(columns)
    best: tuple[tuple[int, int], str, list[str]] = ((-1, 0), "", [])
    for separator in candidates:
        record = next(records_of(Lines(io.StringIO(start, newline="")), separator), None)
        header = [cell.strip() for cell in record[1]] if record else []
        rank = (sum(key_of(cell) in known for cell in header), len(header))
        if rank > best[0]:
            best = rank, separator, header
    if best[0][0] < 1 and (strict or not any(best[2])):
        expected = ", ".join(column.name for column in columns)
        message = _("The first line must name the columns, and none of them is known. Known columns: {columns}.")
        raise NotACSV(message.format(columns=expected))
    return best[1], best[2], skipped


def places_of(header: Sequence[str], columns: Sequence[Column]) -> dict[str, int]:
    known = _names(columns)
    places: dict[str, int] = {}
    for place, title in enumerate(header):
        name = known.get(key_of(title))
        if name in places:
            message = _("The columns “{first}” and “{second}” mean the same. Remove one of them.")
            raise NotACSV(message.format(first=header[places[name]], second=title))
        if name:
            places[name] = place
    if missing := [column.name for column in columns if column.required and column.name not in places]:
        raise NotACSV(_("These columns are missing: {columns}.").format(columns=", ".join(missing)))
    return places

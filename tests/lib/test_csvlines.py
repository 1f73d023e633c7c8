"""Lines of CSV from rows."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from habitue.lib.csvfile import safe_cell
from habitue.lib.csvlines import Joined

CELL = st.text(st.sampled_from("=+-@'\t\r\n\",; \0\x1faé\U0001f600")) | st.text()
ROWS = st.integers(2, 5).flatmap(lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width)))


@given(ROWS)
def test_it_is_what_the_standard_library_writes(rows: list[list[str]]) -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerows([[safe_cell(cell) for cell in row] for row in rows])
    joined = Joined.of(rows)
    assert joined.csv_lines().decode() == written.getvalue()
    each = joined.csv_line_of_each()
    assert b"".join(line + b"\r\n" for line in each).decode() == written.getvalue()
    assert len(each) == len(rows)


@given(ROWS)
def test_cells_come_apart_again_whatever_is_in_them(rows: list[list[str]]) -> None:
    assert list(Joined.of(rows).cells()) == rows

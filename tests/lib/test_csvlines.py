"""Lines of CSV from columns."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from habitue.lib.csvfile import safe_cell
from habitue.lib.csvlines import csv_lines

CELL = st.text(st.sampled_from("=+-@'\t\r\n\",; \0aé\U0001f600")) | st.text()
ROWS = st.integers(2, 5).flatmap(lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width)))


@given(ROWS)
def test_it_is_what_the_standard_library_writes(rows: list[list[str]]) -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerows([[safe_cell(cell) for cell in row] for row in rows])
    assert csv_lines(rows) == written.getvalue()

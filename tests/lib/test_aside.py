"""Lines that are laid aside."""

from itertools import batched
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from habitue.lib.aside import Aside


@given(st.dictionaries(st.integers(-20, 20), st.binary(max_size=9)), st.permutations(range(-20, 21)))
def test_lines_are_taken_up_in_any_order(lines: dict[int, bytes], asked: list[int]) -> None:
    laid = {key: b"line " + line for key, line in lines.items()}
    with Aside(Path(), -20, 20) as aside:
        for some in batched(laid, 7, strict=False):
            aside.lay(some, [laid[key] for key in some])
        taken = [line for piece in aside.take(batched(asked, 5, strict=False)) for line in piece]
    assert taken == [laid[key] for key in asked if key in laid]


def test_the_file_is_seen_by_nobody(tmp_path: Path) -> None:
    with Aside(tmp_path, 1, 1) as aside:
        aside.lay([1], [b"a line"])
        assert not list(tmp_path.iterdir())

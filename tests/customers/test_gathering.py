"""The index that is gathered of many customers together, against the tokens of each of them."""

import json
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from habitue.customers.search import gathering
from habitue.customers.search.gathering import Gathered
from habitue.customers.search.pieces import place_of
from habitue.customers.search.spelling import rests_of, worth_learning
from habitue.customers.search.tokens import tokens_of

NAMES = st.lists(st.text("abé-' \0", max_size=12), max_size=3).map(" ".join)
KNOWN = st.tuples(
    NAMES,
    NAMES,
    NAMES,
    st.sampled_from(["", "+33612345678", "+33612345679", "+447400123456", "+1"]),
    st.sampled_from(["", "a@b.fr", "É@b.fr"]),
    st.sampled_from(["", "75011", "EC1 4AB"]),
    st.text("AB1\0", max_size=6),
    st.lists(st.text("0123456789", min_size=1), max_size=2, unique=True),
)
PEOPLE = st.lists(st.tuples(st.integers(-2_900_000, 720_000), KNOWN), max_size=12)


@given(PEOPLE)
def test_everybody_stands_under_their_tokens(people: list[tuple[int, tuple[str, ...]]]) -> None:
    places, expected, words = {}, set(), set()
    with tempfile.TemporaryDirectory() as folder:
        gathered = Gathered(Path(folder))
        for number, (recency, known) in enumerate(people):
            key = -number * 1_000_000
            gathered.add(recency, key, known)  # type: ignore[arg-type]  # a strategy's tuple has no lengths
            places[place_of(recency, key)] = number
            tokens = tokens_of(*known)
            expected |= {(token, number) for token in tokens}
            words.update(worth_learning(tokens))
        found, spelling = set(), set()
        for table, rows, _count in gathered.take():
            for first, second in rows:
                if table == "spelling":
                    spelling.add((first, second))
                else:
                    every = json.loads(second) if table == "lists" else [second]
                    found |= {(first, places[place]) for place in every}
        assert not list(gathered.take())
    assert found == expected
    assert spelling == {(rest, word) for word in words for rest in rests_of(word)}


@given(st.lists(st.tuples(st.integers(-2_900_000, 720_000), st.integers(-(2**31), 2**31 - 1)), min_size=2))
def test_places_sort_as_the_index_does(pairs: list[tuple[int, int]]) -> None:
    places = [place_of(*pair) for pair in pairs]
    assert {len(str(place)) for place in places} == {18}
    assert sorted(pairs) == [pair for _place, pair in sorted(zip(places, pairs, strict=True))]


def test_it_is_full_before_the_memory_is() -> None:
    with tempfile.TemporaryDirectory() as folder:
        gathered = Gathered(Path(folder))
        assert not gathered.is_full
        gathered._held = gathering.MOST
        assert gathered.is_full

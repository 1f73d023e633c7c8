"""Who stands under which token: many customers' part of the index, in its order, without sorting every row of it.

Customers are gathered under each token, as in the index at the back of a book, so that only the tokens have to be put
in order. The starts of a name word need not be gathered at all: who is found by them stands under the word.
"""

import marshal
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import batched, groupby
from pathlib import Path
from typing import BinaryIO

from habitue.customers.search.pieces import Batch, place_of
from habitue.customers.search.spelling import rests_of, worth_misspelling
from habitue.customers.search.tokens import LONGEST_START, name_words, shared_tokens, single_tokens
from habitue.customers.search.waiting import Known

CUSTOMERS = 1_250_000
"""So many are gathered together at most."""
MOST = 20_000_000
"""So many times they stand under a token at most, in 100 MB; a token itself takes as much as `A_TOKEN` of them."""
A_TOKEN = 40

_SORTED = 300_000

_LIST = 200
_KEPT_AT_ONCE = 20_000
_BATCH = 20_000
_WORDS = 3_000

type Places = list[int]
type Under = defaultdict[str, "array[int]"]
"""By token, the customers under it: by their place in the row, which takes an eighth of what an object takes."""


def _nobody() -> "array[int]":
    return array("I")


class Gathered:
    """`folder` has room for the tokens that hardly anybody shares, of which there are too many for the memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._begin()

    def _begin(self) -> None:
        self._held = 0
        self._places = array("q")
        self._words: Under = defaultdict(_nobody)
        self._shared: Under = defaultdict(_nobody)
        self._singles: defaultdict[str, list[str]] = defaultdict(list)
        self._kept: dict[str, BinaryIO] = {}

    def add(self, recency: int, key: int, known: Known) -> None:
        first, family, company, phone, email, postcode, code, cards = known
        place = place_of(recency, key)
        customer = len(self._places)
        self._places.append(place)
        names = name_words(first, family, company)
        for word in names:
            self._words[word].append(customer)
        shared = shared_tokens(names, phone, postcode)
        for token in shared:
            self._shared[token].append(customer)
        for token in single_tokens(phone, email, code, cards):
            self._singles[token[0]].append(f"{token}\0{place}")
        self._held += len(names) + len(shared)
        if not len(self._places) % _KEPT_AT_ONCE:
            self._keep_singles()

    @property
    def is_full(self) -> bool:
        tokens = len(self._words) + len(self._shared)
        return self._held + tokens * A_TOKEN >= MOST or len(self._places) >= CUSTOMERS

    def take(self) -> Iterator[Batch]:
        """All that is gathered, in the order of the index but for a few; then it is empty again."""
        self._keep_singles()
        place_of_customer, words, shared, kept = self._places.__getitem__, self._words, self._shared, self._kept
        self._begin()
        for mark in sorted(kept):
            yield from _singles(kept[mark])

        def under(gathered: Under, tokens: Iterable[str], mark: str = "") -> Iterator[tuple[str, Places]]:
            return ((mark + token, sorted(map(place_of_customer, gathered[token]))) for token in tokens)

        yield from _lists(under(shared, sorted(shared)))
        yield from _lists(under(words, sorted(words), "="))
        for _letter, some in groupby(sorted(words), key=lambda word: word[0]):
            starts = _starts(dict(under(words, some)))
            yield from _lists((start, starts[start]) for start in sorted(starts))
        for some_words in batched(worth_misspelling(words), _WORDS, strict=False):
            rows = sorted((rest, word) for word in some_words for rest in rests_of(word))
            yield "spelling", rows, len(rows)

    def _keep_singles(self) -> None:
        for mark, singles in self._singles.items():
            if mark not in self._kept:
                path = self._folder / f"singles-{ord(mark)}"
                self._kept[mark] = path.open("w+b")
                path.unlink()  # it is there for as long as it is open
            marshal.dump(singles, self._kept[mark])
        self._singles.clear()


def _singles(kept: BinaryIO) -> Iterator[Batch]:
    with kept:
        kept.seek(0)
        at_end = False
        while not at_end:
            found: list[str] = []
            while len(found) < _SORTED and not at_end:
                try:
                    found += marshal.load(kept)  # noqa: S302 - just written by this process
                except EOFError:
                    at_end = True
            found.sort()
            for some in batched(found, _BATCH, strict=False):
                parted = [single.rpartition("\0") for single in some]
                yield "singles", [(token, int(place)) for token, _zero, place in parted], len(parted)


def _starts(words: dict[str, Places]) -> dict[str, Places]:
    """Under each start of the words whoever has a word that goes on after it: the longest starts first, from which the
    shorter ones are merged.
    """
    found: dict[str, Places] = {}
    by_length: dict[int, list[str]] = {}
    for word in words:
        by_length.setdefault(min(len(word), LONGEST_START + 1), []).append(word)
    longer: list[tuple[str, Places]] = []
    for length in range(LONGEST_START, 0, -1):
        longer += ((word, words[word]) for word in by_length.get(length + 1, ()))
        under: dict[str, list[Places]] = {}
        for text, places in longer:
            under.setdefault(text[:length], []).append(places)
        merged = {start: _merged(runs) for start, runs in under.items()}
        found |= merged
        longer = list(merged.items())
    return found


def _merged(runs: list[Places]) -> Places:
    if len(runs) == 1:
        return runs[0]
    every: Places = []
    for run in runs:
        every += run
    every.sort()
    return every


def _lists(gathered: Iterable[tuple[str, Places]]) -> Iterator[Batch]:
    rows: list[tuple[str, str]] = []
    count = 0
    for token, places in gathered:
        rows += [(token, f"[{','.join(map(str, some))}]") for some in batched(places, _LIST, strict=False)]
        count += len(places)
        if count >= _BATCH:
            yield "lists", rows, count
            rows, count = [], 0
    if rows:
        yield "lists", rows, count

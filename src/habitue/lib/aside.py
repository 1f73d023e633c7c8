"""Lines that are laid aside in a file as they come, and taken up in another order."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from mmap import ACCESS_READ, mmap
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self


class Aside:
    """One line for each number from `lowest` to `highest`, which are to be dense: each takes twelve bytes of memory.

    The file has no name in `folder`, and is gone with whoever opened it.
    """

    def __init__(self, folder: Path, lowest: int, highest: int) -> None:
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115 - closed where this is left
        self._lowest = lowest
        self._starts = array("Q", bytes(8 * (highest - lowest + 1)))
        self._lengths = array("I", bytes(4 * (highest - lowest + 1)))
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def lay(self, keys: Iterable[int], lines: Sequence[bytes]) -> None:
        lowest, starts, lengths, end = self._lowest, self._starts, self._lengths, self._end
        for key, length in zip(keys, map(len, lines), strict=True):
            starts[key - lowest] = end
            lengths[key - lowest] = length
            end += length
        self._file.write(b"".join(lines))
        self._end = end

    def take(self, pieces: Iterable[Sequence[int]]) -> Iterator[list[bytes]]:
        """The lines of each piece, as many of them as were laid here."""
        self._file.flush()
        if not self._end:
            return
        lowest, starts, lengths = self._lowest, self._starts, self._lengths
        with mmap(self._file.fileno(), 0, access=ACCESS_READ) as there:
            for keys in pieces:
                places = [key - lowest for key in keys]
                found = zip(map(starts.__getitem__, places), map(lengths.__getitem__, places), strict=True)
                yield [there[start : start + length] for start, length in found if length]

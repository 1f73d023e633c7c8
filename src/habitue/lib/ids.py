"""Identifiers: UUID version 7, made where the thing is made and never changed after."""

import os
import threading
import time
from collections.abc import Iterable
from uuid import UUID


class _Ticks:
    """Moments in 1/4096 of a millisecond, no two the same in one process, each later than the one before."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._last = 0

    def next(self) -> int:
        milliseconds, rest = divmod(time.time_ns(), 1_000_000)
        with self._turn:
            self._last = max((milliseconds << 12) | (rest * 4096 // 1_000_000), self._last + 1)
            return self._last


_ticks = _Ticks()


def new_id() -> UUID:
    """A fresh UUIDv7 (RFC 9562, section 5.7); the later ones of a process sort after the earlier ones.

    48 bits of milliseconds, 12 bits that count up within the millisecond (the RFC's method 3), 62 random bits.
    """
    return UUID(int=_id(int.from_bytes(os.urandom(8))))


def new_hex_ids(count: int) -> list[str]:
    """As many, in hexadecimal, for less: asking the system for chance and making UUIDs cost more than the rest."""
    chance = os.urandom(8 * count)
    return [f"{_id(int.from_bytes(chance[at : at + 8])):032x}" for at in range(0, 8 * count, 8)]


def uuid_or_none(text: str | None) -> UUID | None:
    """What a page has sent, if it is an id."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def uuids(texts: Iterable[str]) -> list[UUID]:
    """Those that are ids."""
    return [id for text in texts if (id := uuid_or_none(text))]


def _id(chance: int) -> int:
    moment = _ticks.next()
    tail = chance & 0x3FFF_FFFF_FFFF_FFFF
    milliseconds, fraction = moment >> 12, moment & 0xFFF
    return (milliseconds << 80) | (0x7 << 76) | (fraction << 64) | (0b10 << 62) | tail

"""Identifiers: UUID version 7, made where the thing is made and never changed after."""

import os
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0


def new_id() -> UUID:
    """A fresh UUIDv7 (RFC 9562, section 5.7), later ones of this process sorting after earlier ones.

    48 bits of milliseconds, then 12 bits that count up within the millisecond (the RFC's method 3), then 62 random bits.
    """
    global _last
    nanoseconds = time.time_ns()
    moment = (nanoseconds // 1_000_000 << 12) | (nanoseconds % 1_000_000 * 4096 // 1_000_000)
    with _lock:
        moment = max(moment, _last + 1)
        _last = moment
    tail = int.from_bytes(os.urandom(8)) & 0x3FFF_FFFF_FFFF_FFFF
    milliseconds, fraction = moment >> 12, moment & 0xFFF
    return UUID(int=(milliseconds << 80) | (0x7 << 76) | (fraction << 64) | (0b10 << 62) | tail)

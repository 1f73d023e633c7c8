"""What becomes of open connections when the disk has refused a write.

A file that was opened while its disk took nothing may only be read for as long as it is open, and one whose disk was
taken out never comes back. So each connection is opened anew, before every request, until something is written again.
"""

_refusals = 0
_lasts = False


def has_refused() -> None:
    global _refusals, _lasts  # noqa: PLW0603 - of the process, as the disk is
    _refusals += 1
    _lasts = True


def has_written() -> None:
    global _lasts  # noqa: PLW0603 - of the process, as the disk is
    _lasts = False


def has_refused_last() -> bool:
    """Whether the last that was tried to be written was refused."""
    return _lasts


def until_now() -> int:
    """What a connection remembers when it is opened."""
    return _refusals


def is_stale(opened_at: int) -> bool:
    return _lasts or opened_at != _refusals

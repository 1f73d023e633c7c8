"""The one place where the clock is read. Doors read it once and stamp what they pass on."""

from datetime import UTC, datetime


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)

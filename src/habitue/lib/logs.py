"""Logs tell what went wrong and where, never about whom."""

import logging
import traceback
from types import TracebackType

UNPROCESSABLE = 422

type ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """Leaves out the words of an exception: a database's complaint quotes the phone number that it complains about."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 - logging's own name
        lines = []
        error = ei[1]
        while error is not None:
            lines.append(f"{type(error).__module__}.{type(error).__qualname__} {_code(error)}".rstrip())
            lines += [
                f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}'
                for frame in traceback.extract_tb(error.__traceback__)
            ]
            error = error.__cause__
        return "\n".join(lines)


def _code(error: BaseException) -> str:
    """By which name or number the database knows what has happened: it says the kind, and nobody's phone number."""
    return str(getattr(error, "sqlite_errorname", "") or getattr(error, "sqlstate", "") or "")


def is_worth_writing(record: logging.LogRecord) -> bool:
    """That somebody typed what could not be taken was told on the page, and is no fault of anything's."""
    return getattr(record, "status_code", None) != UNPROCESSABLE

"""A log tells what went wrong and where, never about whom."""

import logging
import sys

import pytest

from habitue.lib.logs import Discreet


def test_what_an_error_says_about_a_customer_is_not_written_down() -> None:
    phone = "+33612345678"
    try:
        try:
            raise ValueError(f"Key (phone)=({phone}) already exists.")
        except ValueError as error:
            raise RuntimeError(phone) from error
    except RuntimeError:
        record = logging.LogRecord(
            "django.request", logging.ERROR, __file__, 1, "Error: %s", ("/till/",), sys.exc_info()
        )
    written = Discreet().format(record)
    assert phone not in written
    assert "Error: /till/" in written
    assert "builtins.RuntimeError" in written
    assert "builtins.ValueError" in written
    assert "in test_what_an_error_says_about_a_customer_is_not_written_down" in written


def test_the_kind_of_trouble_that_a_database_names_is_written_down() -> None:
    error = OSError("/the/secret")
    error.sqlite_errorname = "SQLITE_IOERR_WRITE"  # type: ignore[attr-defined] # as the driver sets it
    written = Discreet().formatException((OSError, error, None))
    assert written == "builtins.OSError SQLITE_IOERR_WRITE"


@pytest.mark.parametrize(("status", "written"), [(422, False), (404, True), (403, True), (500, True)])
def test_what_was_typed_wrongly_is_no_trouble(status: int, written: bool) -> None:
    [handler] = [each for each in logging.getLogger("django").handlers if type(each) is logging.StreamHandler]
    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, "%s", ("/till/",), None)
    record.status_code = status
    assert bool(handler.filter(record)) is written

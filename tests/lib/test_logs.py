"""A log tells what went wrong and where, never about whom."""

import logging
import sys

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

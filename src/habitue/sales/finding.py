"""Which sale a receipt is of: by the number on it, or by its QR code."""

from habitue.sales.links import sale_ever_behind
from habitue.sales.models import Sale
from habitue.sales.receipts import sale_of_number
from habitue.stores.models import Register

MOST_DIGITS = 6
"""Of a receipt's number that is typed without its register's code."""


def sale_on_paper(typed: str, at: Register | None = None) -> Sale | None:
    """The sale whose receipt's number was typed, or whose QR code was scanned, however old it is.

    A number without a register's code before it is one of the register `at`.
    """
    code = typed.strip()
    if at and code.isdecimal() and len(code) <= MOST_DIGITS:
        return sale_of_number(f"{at.code}-{code}")
    if "/" in code:
        return sale_ever_behind(code.rstrip("/").rpartition("/")[2])
    return sale_of_number(code)

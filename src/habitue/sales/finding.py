"""Which sale a receipt is of: by the number on it, or by its QR code."""

from habitue.sales.links import sale_ever_behind
from habitue.sales.models import Sale
from habitue.sales.receipts import sale_of_number


def sale_on_paper(typed: str) -> Sale | None:
    """The sale whose receipt's whole number was typed, or whose QR code was scanned, however old it is."""
    code = typed.strip()
    if "/" in code:
        return sale_ever_behind(code.rstrip("/").rpartition("/")[2])
    return sale_of_number(code)

"""Barcodes as they are kept and compared."""

LONGEST = 48
_TRADE_LENGTHS = {12, 13, 14}


def normal(code: str) -> str:
    """`code` as it is kept: a 12-digit UPC-A and a 14-digit GTIN that begins with 0 become the EAN-13 that they are.

    Scanners differ in which of these they send for one and the same label.
    """
    code = "".join(code.split())
    if code.isascii() and code.isdigit() and len(code) in _TRADE_LENGTHS:
        return code.lstrip("0").zfill(13)
    return code


def spellings(code: str) -> list[str]:
    """How people read the normal `code` from a label: an EAN-13 that begins with 0 may be printed as a UPC-A."""
    return [code, code[1:]] if len(code) == 13 and code.startswith("0") and code.isdigit() else [code]


def check_digit(digits: str) -> str:
    """The last digit of an EAN or UPC whose other digits are `digits`."""
    weighed = (int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(reversed(digits)))
    return str(-sum(weighed) % 10)


def is_ean(code: str) -> bool:
    """Whether `code` is a well-formed EAN-13, EAN-8 or UPC-A, its check digit included."""
    return code.isascii() and code.isdigit() and len(code) in {8, 12, 13} and check_digit(code[:-1]) == code[-1]

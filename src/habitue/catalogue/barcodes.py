"""Barcodes as they are kept and compared."""

from django.utils.translation import gettext as _

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


def split(typed: str) -> list[str]:
    """The barcodes of a cell or field that may hold several, each as it is kept and once."""
    for separator in ",;|/":
        typed = typed.replace(separator, " ")
    return list(dict.fromkeys(normal(code) for code in typed.split()))


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


def wrong_barcode(code: str) -> str:
    """Why `code` can be no barcode, in words for whoever typed it; "" if it can."""
    if was_shortened(code):
        return shortened()
    if len(code) > LONGEST:
        return _("Too long: at most {limit} characters.").format(limit=LONGEST)
    if not code.isascii() or not code.isprintable():
        return _("A barcode has only plain letters, digits and marks.")
    # One that begins with 0 may be a shop's own number of twelve digits, which needs no check digit.
    if len(code) == 13 and code.isdigit() and code[0] != "0" and not is_ean(code):
        return _("{code} is no EAN-13: its last digit does not fit the others. Is one digit wrong?").format(code=code)
    return ""


def was_shortened(code: str) -> bool:
    """Whether a spreadsheet has turned a long number into one like 3,76012E+12."""
    mantissa, letter, exponent = code.upper().partition("E+")
    return bool(letter) and exponent.isdigit() and mantissa.replace(",", "").replace(".", "").isdigit()


def shortened() -> str:
    return _("The spreadsheet has shortened this number. Give the column the format Text, and save it again.")

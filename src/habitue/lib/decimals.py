"""Decimal numbers as people write them."""

from decimal import Decimal, InvalidOperation


class NotANumber(ValueError):
    """What was typed is no number that anybody could mean."""


def read_decimal(typed: str) -> Decimal:
    """12.5 of "12,5" and of "12.5", 1000 of "1 000". Raises NotANumber."""
    try:
        number = Decimal("".join(typed.split()).replace(",", "."))
    except InvalidOperation:
        raise NotANumber(typed) from None
    if not number.is_finite():
        raise NotANumber(typed)
    return number


def read_percent(typed: str) -> Decimal:
    """The same of "12,5 %"."""
    return read_decimal(typed.replace("%", ""))


def can_be_off(percent: Decimal) -> bool:
    """Whether so many per cent can be taken off a price: from 0 to 100, with at most two decimals."""
    return 0 <= percent <= 100 and percent == round(percent, 2)


def read_percent_off(typed: str) -> Decimal:
    """Raises NotANumber, for what cannot be taken off too."""
    percent = read_percent(typed)
    if not can_be_off(percent):
        raise NotANumber(typed)
    return percent

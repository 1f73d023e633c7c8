"""What people hand over when they pay in cash."""

from habitue.lib.money import minor_digits

_NOTES: dict[str, tuple[int, ...]] = {
    "EUR": (5, 10, 20, 50, 100, 200),
    "USD": (1, 5, 10, 20, 50, 100),
    "CAD": (5, 10, 20, 50, 100),
    "AUD": (5, 10, 20, 50, 100),
    "GBP": (5, 10, 20, 50),
    "CHF": (10, 20, 50, 100, 200),
    "JPY": (1_000, 5_000, 10_000),
    "DKK": (50, 100, 200, 500),
    "NOK": (50, 100, 200, 500),
    "SEK": (20, 50, 100, 200, 500),
    "PLN": (10, 20, 50, 100, 200),
    "CZK": (100, 200, 500, 1_000, 2_000),
    "HUF": (500, 1_000, 2_000, 5_000, 10_000, 20_000),
    "XPF": (500, 1_000, 5_000, 10_000),
}
"""The banknotes in daily use, in main units."""


def quick_amounts(due: int, currency: str, *, most: int = 5) -> list[int]:
    """The sums that a customer is likely to hand over for `due` minor units, the exact one first, then upwards.

    Each of the others is the fewest notes of one kind that cover it: of 37.20 € they are 40, 50, 100 and 200.
    """
    if due <= 0:
        return []
    unit = 10 ** minor_digits(currency)
    notes = _NOTES.get(currency) or _usual_notes(due, unit)
    rounded = {-(-due // (note * unit)) * note * unit for note in notes}
    return [due, *sorted(rounded - {due})][:most]


def is_odd(given: int, due: int, currency: str) -> bool:
    """Whether so much is hardly given for `due`: the change would hold the largest note, so nobody need have given it.

    In a currency whose notes are not known here, notes go up to a hundred times the magnitude of what is due.
    """
    if due <= 0:
        return False
    unit = 10 ** minor_digits(currency)
    notes = _NOTES.get(currency) or [note * 10 for note in _usual_notes(due, unit)]
    largest: int = max(notes) * unit
    return given - due >= largest


def _usual_notes(due: int, unit: int) -> tuple[int, ...]:
    """Most currencies have notes of 1, 2 and 5 times a power of ten: those of about the size of what is due."""
    magnitude = 10 ** max(0, len(str(-(-due // unit))) - 1)
    return tuple(step * magnitude for step in (1, 2, 5, 10))

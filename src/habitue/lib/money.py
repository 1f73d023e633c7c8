"""Money: integer minor units with the currency beside them, and the one place where amounts are rounded."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages
from babel.numbers import format_currency, format_decimal, get_currency_precision, get_decimal_symbol

ROUNDING = ROUND_HALF_UP
"""Half a minor unit goes away from zero: commercial rounding, which shops' tax rules in the EU allow per line
(CJEU C-484/06, Koninklijke Ahold, leaves the method to each country)."""

LARGEST_AMOUNT = 10**11
"""No single amount reaches this many minor units; a longer number is a slip of the scanner or of the hand."""

MINUS = "\u2212"
"""Before what is below zero, wherever it is shown; what is typed may have the hyphen."""


# Groups of two are India's.
_WHOLE = re.compile(r"[0-9]*|[0-9]{1,3}([.,])(?:[0-9]{2,3}\1)*[0-9]{3}")
_DECIMALS = re.compile(r"[0-9]*")


class WrongAmount(ValueError):
    """What was typed is not an amount of money in this currency."""


class TooLarge(WrongAmount):
    """What was typed is an amount, but no shop has that much to do with."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount: `minor` integer minor units (cents, yen, fils) of `currency` (ISO 4217)."""

    minor: int
    currency: str

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")
        return Money(self.minor + other.minor, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return self + -other


def round_minor(amount: Decimal) -> int:
    """`amount` of minor units, rounded to a whole one by ROUNDING. All rounding of money goes through here."""
    return int(amount.quantize(Decimal(1), rounding=ROUNDING))


@lru_cache
def minor_digits(currency: str) -> int:
    """How many decimals `currency` has: 2 for EUR, 0 for JPY, 3 for KWD (ISO 4217)."""
    return get_currency_precision(currency)


def major(money: Money) -> Decimal:
    """The exact decimal amount in the currency's main unit: Money(8900, "EUR") is Decimal("89.00")."""
    return Decimal(money.minor).scaleb(-minor_digits(money.currency))


def parse_amount(typed: str, currency: str) -> int:
    """Minor units of an amount as people type it: "12", "12,5", "12.50", "1 234,50", "1,234.50", "€ 12".

    The last comma or point is the decimal mark, unless exactly three digits follow it and the currency has not three.
    Raises WrongAmount on anything else and on more decimals than the currency has; TooLarge from LARGEST_AMOUNT on.
    """
    text = "".join(c for c in typed if not c.isspace() and c not in "€$£¥’'")
    digits = minor_digits(currency)
    sign, text = ("-", text[1:]) if text.startswith(("-", MINUS)) else ("", text)
    mark = max(text.rfind(","), text.rfind("."))
    grouped = mark > 0 and len(text) - mark - 1 == 3 and digits != 3 and not text.startswith("0")
    whole, decimals = (text, "") if mark < 0 or grouped else (text[:mark], text[mark + 1 :])
    groups = _WHOLE.fullmatch(whole)
    if not (groups and _DECIMALS.fullmatch(decimals) and whole + decimals):
        raise WrongAmount(typed)
    if not grouped and groups[1] and groups[1] == text[mark]:
        raise WrongAmount(typed)
    if len(decimals.rstrip("0")) > digits:
        raise WrongAmount(typed)
    whole = whole.replace(",", "").replace(".", "")
    if len(whole.lstrip("0")) > len(str(LARGEST_AMOUNT)):
        raise TooLarge(typed)
    minor = int(Decimal(f"{sign}{whole or 0}.{decimals[:digits] or 0}").scaleb(digits))
    if abs(minor) >= LARGEST_AMOUNT:
        raise TooLarge(typed)
    return minor


@lru_cache(maxsize=512)
def local_manner(country: str, language: str) -> Locale:
    """How `country` writes numbers and dates: in `language` where that is one of its own, else in its first one."""
    official = get_official_languages(country, de_facto=True) or ("en",)
    for spoken in (language, *official):
        if spoken in official:
            try:
                return Locale.parse(f"{spoken}_{country}")
            except ValueError:
                continue
    return Locale.parse("en")


def worded_manner(country: str, language: str) -> Locale:
    """How days and lists are written out for a reader of `language`, wherever the shop is: "16 December 2026"."""
    for code in (f"{language}_{country}", "en_GB" if language == "en" else language):
        try:
            return Locale.parse(code)
        except (ValueError, UnknownLocaleError):
            continue
    return Locale.parse("en_GB")


def with_minus(shown: str) -> str:
    """A number as it is shown, with the one minus sign: what locales say differs, and most have the hyphen."""
    return shown.replace("-", MINUS)


# Prices stand on every tile, line and total, and most of them again and again.
@lru_cache(maxsize=4096)
def show_money(money: Money, country: str, language: str = "") -> str:
    """`money` as `country` writes it: Money(123450, "EUR") is "1 234,50 €" in France, "€1,234.50" in Ireland."""
    return with_minus(format_currency(major(money), money.currency, locale=local_manner(country, language)))


def show_plain(money: Money, country: str, language: str = "") -> str:
    """Like show_money without the currency's sign, for columns where it stands once at the top or in the total."""
    digits = minor_digits(money.currency)
    pattern = "#,##0." + "0" * digits if digits else "#,##0"
    return with_minus(format_decimal(major(money), pattern, locale=local_manner(country, language)))


def decimal_mark(currency: str, country: str, language: str = "") -> str:
    """What `country` writes before the decimals: "," in France, "." in Ireland; nothing where `currency` has none."""
    return get_decimal_symbol(local_manner(country, language)) if minor_digits(currency) else ""


def type_amount(money: Money, country: str, language: str = "") -> str:
    """`money` as somebody would type it into a field: no sign of the currency, no groups of thousands."""
    digits = minor_digits(money.currency)
    pattern = "0." + "0" * digits if digits else "0"
    return format_decimal(major(money), pattern, locale=local_manner(country, language), group_separator=False)

"""Phone numbers: E.164 in store, as the outlet's country writes them on screen."""

import re
from dataclasses import dataclass
from functools import cache

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumberFormat

_LETTER = re.compile(r"[^\W\d_]")
_PUNCTUATION = re.compile(r"[ .\-/()]+")
_KINDS = ("fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "personal_number", "voip", "uan")


class WrongPhone(ValueError):
    """What was typed is no phone number that can be dialled from the given country."""


def parse_phone(typed: str, country: str) -> str:
    """`typed`, in any notation, as E.164 ("+33612345678"); a number without a prefix is read as one of `country`.

    Raises WrongPhone when it is not a possible number: letters, too short, too long, no such country prefix.
    """
    if found := _parse_at_home(typed, country):
        return found
    try:
        number = phonenumbers.parse(typed, country)
    except phonenumbers.NumberParseException as error:
        raise WrongPhone(typed) from error
    # The library reads letters as the keys of an old telephone; here they are a name that went into the wrong field.
    if _LETTER.search(typed) or not phonenumbers.is_valid_number(number):
        raise WrongPhone(typed)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


@dataclass(frozen=True)
class _Plan:
    """How a country's own numbers look: enough to know most of them without the library, thirty times faster."""

    code: str
    trunk: str
    numbers: re.Pattern[str]


@cache
def _plan(country: str) -> _Plan | None:
    metadata = PhoneMetadata.metadata_for_region(country, None)
    if not metadata or metadata.national_prefix_transform_rule:
        return None
    if metadata.national_prefix_for_parsing != metadata.national_prefix or not metadata.national_prefix:
        return None  # where more than one prefix is dialled, the library alone knows
    kinds = (getattr(metadata, kind) for kind in _KINDS)
    patterns = [kind.national_number_pattern for kind in kinds if kind and kind.national_number_pattern]
    return _Plan(str(metadata.country_code), metadata.national_prefix, re.compile("|".join(patterns)))


def _parse_at_home(typed: str, country: str) -> str:
    """A number of `country` itself, written with or without a prefix; "" for all that is less plain."""
    plan = _plan(country)
    digits = _PUNCTUATION.sub("", typed)
    if not plan or not digits.isascii():
        return ""
    abroad = f"+{plan.code}"
    number = digits.removeprefix(abroad if digits.startswith(abroad) else plan.trunk)
    return f"+{plan.code}{number}" if number.isdigit() and plan.numbers.fullmatch(number) else ""


def show_phone(e164: str, country: str) -> str:
    """`e164` as `country` writes it: nationally when it is one of its own, internationally otherwise."""
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    at_home = phonenumbers.region_code_for_number(number) == country
    return phonenumbers.format_number(
        number, PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
    )


def mask_phone(e164: str) -> str:
    """Enough of a number to tell two namesakes apart: its last two digits."""
    return f"··· {e164[-2:]}" if e164 else ""


def mask_email(email: str) -> str:
    """Enough of an e-mail to tell two namesakes apart: the first letter and the domain ("m···@orange.fr")."""
    name, at, domain = email.partition("@")
    return f"{name[:1]}···@{domain}" if at else ""


def example_phone(country: str) -> str:
    """A number of `country` as it writes them, to show how."""
    number = phonenumbers.example_number_for_type(country, phonenumbers.PhoneNumberType.MOBILE)
    return phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL) if number else "+33 6 12 34 56 78"

"""VAT and tax numbers, by which companies are known to the tax office: checked where their country's rule is known."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from habitue.contacts.fields import Line

LONGEST = 40
_KINDS = ("vat", "tin", "businessid", "siren", "siret", "nif", "cif", "uid")
_UNKNOWN = re.compile(r"[A-Z0-9][A-Z0-9 ./\-]*[A-Z0-9]")


class WrongTaxNumber(ValueError):
    """No such number can have been given by the country."""


def read_tax_number(typed: str, country: str) -> str:
    """`typed` as python-stdnum writes it; one of the European Union begins with its country.

    A number that says by its first letters from where it is, is one of that country; any other is one of `country`.
    Raises WrongTaxNumber.
    """
    from stdnum.eu import vat as european  # slow to import, and only asked for when somebody is billed

    written = typed.upper()
    prefix = written[:2].lower()
    if prefix.isalpha() and prefix in {*european.MEMBER_STATES, "el", "xi"} and european.is_valid(written):
        return str(european.validate(written))
    known = False
    for module in _modules(country):
        known = True
        if module.is_valid(written):
            number = str(module.validate(written))
            in_union = country.lower() in european.MEMBER_STATES and european.is_valid(country + number)
            return str(european.validate(country + number)) if in_union else number
    if prefix.isalpha() and prefix != country.lower():
        for module in _modules(prefix):
            if module.is_valid(written):
                number = str(module.validate(written))
                return number if number.startswith(prefix.upper()) else f"{prefix.upper()}{number}"
    if known or not _UNKNOWN.fullmatch(written) or len(written) > LONGEST:
        raise WrongTaxNumber(typed)
    return written


def _modules(country: str) -> Iterator[Any]:
    from stdnum.util import get_cc_module

    if not re.fullmatch(r"[A-Za-z]{2}", country):
        return
    for kind in _KINDS:
        module = get_cc_module(country.lower(), kind)
        if module:
            yield module


class TaxNumberLine(Line):
    """A VAT or tax number; `country` is where one that does not say its country is of."""

    country = "FR"

    def __init__(self, **rest: object) -> None:
        super().__init__(
            label=_("VAT or tax number"),
            max_length=LONGEST,
            required=False,
            help_text=_("With its country's letters first, as FR40303265045, if it is a foreign one."),
            **rest,
        )

    def clean(self, value: object) -> str:
        typed: str = super().clean(value)
        if not typed:
            return ""
        try:
            return read_tax_number(typed, self.country)
        except WrongTaxNumber:
            message = _("This number cannot be right: one of its characters is wrong, missing or too many.")
            raise ValidationError(message) from None

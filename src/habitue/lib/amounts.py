"""What is said of an amount that cannot be taken as it was typed."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from habitue.lib.money import TooLarge, WrongAmount


def why_wrong(wrong: Exception, otherwise: str | Promise) -> str:
    """`otherwise`, unless it is an amount and only too large: a barcode went into the field, a key was held."""
    return _("Too large: check the digits.") if isinstance(wrong, TooLarge) else str(otherwise)


def why_no_amount(wrong: WrongAmount, typed: str) -> str:
    return why_wrong(wrong, _("“%(typed)s” is not an amount of money.") % {"typed": typed[:40]})


def why_not_in(currency: str, wrong: WrongAmount, typed: str) -> str:
    """The same of a cell of a file."""
    if isinstance(wrong, TooLarge):
        return _("“{typed}” is too large an amount.").format(typed=typed[:40])
    return _("“{typed}” is not an amount in {currency}.").format(typed=typed[:40], currency=currency)

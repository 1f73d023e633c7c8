"""Amounts of money and days in forms of the back office."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from habitue.backoffice.forms.balances import GIVE, TAKE
from habitue.backoffice.forms.fields import Line
from habitue.lib.amounts import why_wrong
from habitue.lib.money import WrongAmount, parse_amount

_WRONG_MONTHS = _("A whole number of months from 1 to 240, or nothing.")
_WRONG_DAYS = _("A whole number of days from 0 to 365, please.")
_COUNT = {"class": "input input-money", "inputmode": "numeric", "autocomplete": "off"}


def _amount(typed: str, currency: str, least: int) -> int:
    try:
        amount = parse_amount(typed, currency)
    except WrongAmount as wrong:
        raise ValidationError(why_wrong(wrong, _("This is not an amount of money."))) from None
    if amount < least:
        raise ValidationError(_("More than nothing.") if least else _("Nothing, or more than nothing."))
    return amount


class CreditForm(forms.Form):
    """Store credit that somebody gives or takes."""

    way = forms.ChoiceField(
        label=_("What"),
        choices=((GIVE, _("Give")), (TAKE, _("Take away"))),
        widget=forms.RadioSelect,
        initial=GIVE,
    )
    amount = Line(label=_("Amount"), max_length=20, error_messages={"required": _("Say how much.")})
    reason = Line(
        label=_("Reason"),
        max_length=200,
        help_text=_("It stands on the statement."),
        error_messages={"required": _("Say why.")},
    )

    use_required_attribute = False

    def __init__(self, data: Any = None, *, currency: str) -> None:
        super().__init__(data)
        self.currency = currency
        self.fields["amount"].widget.attrs |= {"class": "input input-money", "inputmode": "decimal"}
        self.fields["amount"].widget.attrs["autocomplete"] = "off"
        self.fields["reason"].widget.attrs |= {"class": "input"}

    def clean_amount(self) -> int:
        return _amount(self.cleaned_data["amount"], self.currency, 1)

    @property
    def signed(self) -> int:
        amount: int = self.cleaned_data["amount"]
        return amount if self.cleaned_data["way"] == GIVE else -amount


class TermsForm(forms.Form):
    """Up to how much a customer may owe, and within how many days each purchase is to be paid."""

    limit = Line(label=_("They may owe at most"), max_length=20, error_messages={"required": _("Say how much.")})
    days = forms.IntegerField(
        label=_("To be paid within (days)"),
        min_value=0,
        max_value=365,
        widget=forms.TextInput(_COUNT),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), _WRONG_DAYS),
    )

    use_required_attribute = False

    def __init__(self, data: Any = None, *, currency: str, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.currency = currency
        self.fields["limit"].widget.attrs |= {"class": "input input-money", "inputmode": "decimal"}
        self.fields["limit"].widget.attrs["autocomplete"] = "off"

    def clean_limit(self) -> int:
        return _amount(self.cleaned_data["limit"], self.currency, 0)


class MonthsForm(forms.Form):
    """For how long a gift card that is sold from now on is good."""

    months = forms.IntegerField(
        label=_("Good for (months)"),
        required=False,
        min_value=1,
        max_value=240,
        widget=forms.TextInput(_COUNT),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _WRONG_MONTHS),
        help_text=_("Empty: for ever. Cards that are sold already keep their day."),
    )

    use_required_attribute = False

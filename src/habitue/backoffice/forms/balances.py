"""Balances of a customer: the days of a statement, and a change of loyalty by hand."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from habitue.backoffice.forms.fields import Line, whole_number
from habitue.backoffice.forms.sales import Day
from habitue.balances.models import LoyaltyPlan, LoyaltyUnit
from habitue.lib.amounts import why_wrong
from habitue.lib.money import parse_amount

MOST = 10**7
GIVE, TAKE = "give", "take"


class PeriodForm(forms.Form):
    start = Day(label=_("From"), required=False)
    end = Day(label=_("To"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", _("It ends before it starts."))
        return cleaned


class ByHandForm(forms.Form):
    """`units` come out as the plan counts them, less than nothing where they are taken."""

    way = forms.ChoiceField(
        label=_("What"),
        choices=((GIVE, pgettext_lazy("loyalty", "Give")), (TAKE, pgettext_lazy("loyalty", "Take away"))),
        widget=forms.RadioSelect,
        initial=GIVE,
    )
    units = Line(label=_("How much"), max_length=20)
    reason = Line(label=_("Reason"), max_length=200, help_text=_("It stands on the statement."))

    use_required_attribute = False

    def __init__(self, *args: Any, plan: LoyaltyPlan, currency: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.money, self.currency = plan.unit == LoyaltyUnit.MONEY, currency
        self.fields["units"].label = _("Amount") if self.money else _("Points")
        self.fields["units"].widget.attrs |= {
            "class": "input input-money",
            "inputmode": "decimal" if self.money else "numeric",
            "autocomplete": "off",
        }
        self.fields["reason"].widget.attrs |= {"class": "input"}

    def clean_units(self) -> int:
        typed = self.cleaned_data["units"]
        try:
            units = parse_amount(typed, self.currency) if self.money else whole_number(typed)
        except ValueError as wrong:
            asked = _("Write an amount of money.") if self.money else _("Write a whole number of points.")
            raise ValidationError(why_wrong(wrong, asked)) from None
        if units <= 0:
            raise ValidationError(_("More than nothing."))
        if units > MOST:
            raise ValidationError(_("That is too much."))
        return units

    @property
    def signed(self) -> int:
        units: int = self.cleaned_data["units"]
        return units if self.cleaned_data["way"] == GIVE else -units

"""A balance that another till kept: which of the shop's balances it is, and how much."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from habitue.backoffice.forms.fields import Line
from habitue.balances.models import LoyaltyPlan, LoyaltyUnit
from habitue.lib.amounts import why_wrong
from habitue.lib.money import WrongAmount, minor_digits, parse_amount
from habitue.sales.statements import Balance

MOST = 10**7


class TakeOverForm(forms.Form):
    balance = forms.ChoiceField(label=_("What it is"), choices=Balance.choices, widget=forms.RadioSelect)
    amount = Line(label=_("How much"), max_length=40)

    use_required_attribute = False

    def __init__(
        self, data: Any = None, *, plan: LoyaltyPlan, currency: str, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.plan, self.currency = plan, currency
        self.fields["amount"].widget.attrs |= {"class": "input input-money", "inputmode": "decimal"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "balance" in cleaned and "amount" in cleaned:
            points = cleaned["balance"] == Balance.LOYALTY and self.plan.unit == LoyaltyUnit.POINTS
            try:
                cleaned["amount"] = self._read(cleaned["amount"], points=points)
            except (WrongAmount, ValidationError) as wrong:
                asked = _("A whole number of points.") if points else _("This is not an amount of money.")
                self.add_error("amount", why_wrong(wrong, asked))
        return cleaned

    def _read(self, typed: str, *, points: bool) -> int:
        minor = parse_amount(typed, self.currency)
        if points:
            whole, rest = divmod(minor, 10 ** minor_digits(self.currency))
            minor = -1 if rest else whole
        if not 0 < minor <= MOST * 100:
            raise ValidationError("")
        return minor

"""What is typed at a line of the basket: how many, and what is taken off."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from habitue.lib.amounts import why_wrong
from habitue.lib.decimals import NotANumber, read_percent_off
from habitue.lib.money import WrongAmount, parse_amount
from habitue.lib.text import squeeze
from habitue.sales.models.basket import MOST_OF_A_LINE

WRONG_QUANTITY = _("A quantity is a whole number from 1 to 9,999. To take the line out, remove it.")
WRONG_PERCENT = _("A discount is from 0 to 100 %, with at most two decimals.")
WRONG_AMOUNT = _("This is not an amount of money.")
WITHOUT_REASON = _("Say why: choose a reason, or type one.")
TOO_MUCH_OFF = _("The discount cannot be more than the line costs.")


class QuantityForm(forms.Form):
    quantity = forms.IntegerField(
        min_value=1,
        max_value=MOST_OF_A_LINE,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), WRONG_QUANTITY),
    )


REASONS = (_("Damaged"), _("Last piece"), _("Price seen elsewhere"), _("A regular"), _("Goodwill"))
"""Proposed; any other can be typed."""


class DiscountForm(forms.Form):
    """A percentage, an amount in the shop's currency, or another price of a piece; nothing typed means nothing off."""

    kind = forms.ChoiceField(label=_("Discount in"), widget=forms.RadioSelect)
    off = forms.CharField(label=_("Discount"), required=False, max_length=20)
    reason = forms.ChoiceField(label=_("Reason"), required=False, widget=forms.RadioSelect)
    other = forms.CharField(label=_("Another reason"), required=False, max_length=80)

    def __init__(
        self, data: Any = None, *, currency: str, initial: dict[str, str] | None = None, on_line: bool = True
    ) -> None:
        super().__init__(data, initial=initial, auto_id="discount_%s")
        self.currency = currency
        kinds = [("percent", "%"), ("amount", currency)]
        choices = {
            "kind": [*kinds, ("price", _("New price"))] if on_line else kinds,
            "reason": [(str(reason), reason) for reason in REASONS],
        }
        for name, those in choices.items():
            self.fields[name].choices = those  # type: ignore[attr-defined]  # a ChoiceField

    @staticmethod
    def proposed() -> set[str]:
        return {str(reason) for reason in REASONS}

    @property
    def said_why(self) -> str:
        return squeeze(self.cleaned_data.get("other", "")) or str(self.cleaned_data.get("reason", ""))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        typed = cleaned.get("off", "").replace("%", "").strip()
        cleaned["percent"] = cleaned["amount"] = cleaned["asked_price"] = None
        if not typed:
            return cleaned
        if cleaned.get("kind") == "percent":
            self._read_percent(cleaned, typed)
        else:
            self._read_amount(cleaned, "asked_price" if cleaned.get("kind") == "price" else "amount", typed)
        if not self.errors and not self.said_why:
            self.add_error("reason", WITHOUT_REASON)
        return cleaned

    def _read_amount(self, cleaned: dict[str, Any], name: str, typed: str) -> None:
        try:
            cleaned[name] = parse_amount(typed, self.currency)
            if cleaned[name] < 0:
                raise WrongAmount(typed)
        except WrongAmount as wrong:
            self.add_error("off", why_wrong(wrong, WRONG_AMOUNT))

    def _read_percent(self, cleaned: dict[str, Any], typed: str) -> None:
        try:
            cleaned["percent"] = read_percent_off(typed)
        except NotANumber:
            self.add_error("off", WRONG_PERCENT)

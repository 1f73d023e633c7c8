"""What is typed at a line of the basket: how many, and what is taken off."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from habitue.lib.money import WrongAmount, parse_amount
from habitue.sales.models.basket import MOST_OF_A_LINE

WRONG_QUANTITY = _("A quantity is a whole number from 1 to 9,999. To take the line out, remove it.")
WRONG_PERCENT = _("A discount is from 0 to 100 %, with at most two decimals.")
WRONG_AMOUNT = _("This is not an amount of money.")
TOO_MUCH_OFF = _("The discount cannot be more than the line costs.")


class QuantityForm(forms.Form):
    quantity = forms.IntegerField(
        min_value=1,
        max_value=MOST_OF_A_LINE,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), WRONG_QUANTITY),
    )


class DiscountForm(forms.Form):
    """A percentage or an amount in the shop's currency; nothing typed means no discount."""

    kind = forms.ChoiceField(
        label=_("Discount in"), choices=(("percent", "%"), ("amount", "")), widget=forms.RadioSelect
    )
    off = forms.CharField(
        label=_("Discount"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "input-money"}),
    )

    def __init__(self, data: Any = None, *, currency: str, initial: dict[str, str] | None = None) -> None:
        super().__init__(data, initial=initial, auto_id="discount_%s")
        self.currency = currency
        self.fields["kind"].choices = [("percent", "%"), ("amount", currency)]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        typed = cleaned.get("off", "").replace("%", "").strip()
        cleaned["percent"] = cleaned["amount"] = None
        if not typed:
            return cleaned
        if cleaned.get("kind") == "amount":
            try:
                cleaned["amount"] = parse_amount(typed, self.currency)
                if cleaned["amount"] < 0:
                    raise WrongAmount(typed)
            except WrongAmount:
                self.add_error("off", WRONG_AMOUNT)
        else:
            self._read_percent(cleaned, typed)
        return cleaned

    def _read_percent(self, cleaned: dict[str, Any], typed: str) -> None:
        try:
            percent = Decimal(typed.replace(",", "."))
        except InvalidOperation:
            percent = Decimal(-1)
        if percent.is_finite() and 0 <= percent <= 100 and percent == round(percent, 2):
            cleaned["percent"] = percent
        else:
            self.add_error("off", WRONG_PERCENT)

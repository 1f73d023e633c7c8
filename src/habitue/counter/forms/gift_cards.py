"""A gift card that is sold: what it is worth, and the code that is printed on it, if it has one."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from habitue.lib.amounts import why_wrong
from habitue.lib.money import WrongAmount, parse_amount

MORE_THAN_NOTHING = _("Type how much it is worth: more than nothing.")


class AmountField(forms.CharField):
    """Minor units, more than nothing."""

    def __init__(self, *, nothing: Any = MORE_THAN_NOTHING, **more: Any) -> None:
        super().__init__(max_length=20, error_messages={"required": nothing}, **more)
        self.currency, self.nothing = "", nothing

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        try:
            amount = parse_amount(typed, self.currency)
        except WrongAmount as wrong:
            raise ValidationError(why_wrong(wrong, _("This is not an amount of money."))) from None
        if amount <= 0:
            raise ValidationError(self.nothing)
        return amount


class GiftCardForm(forms.Form):
    amount = AmountField(label=_("Worth"))
    code = forms.CharField(label=_("Code on the card"), required=False, max_length=40)

    def __init__(self, data: Any = None, *, currency: str, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, auto_id="gift_%s")
        self.fields["amount"].currency = currency  # type: ignore[attr-defined]  # an AmountField


class OwedForm(forms.Form):
    """What a customer pays of what they owe."""

    amount = AmountField(label=_("Paid now"), nothing=_("Type how much is paid: more than nothing."))

    def __init__(self, data: Any = None, *, currency: str, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, auto_id="owed_%s")
        self.fields["amount"].currency = currency  # type: ignore[attr-defined]  # an AmountField

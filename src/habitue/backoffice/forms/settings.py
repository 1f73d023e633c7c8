from django import forms
from django.utils.translation import gettext_lazy as _

from habitue.backoffice.forms.fields import Line
from habitue.stores.models import Language

WRONG_MINUTES = _("Write a number of minutes from 1 to 480.")


class ShopForm(forms.Form):
    name = Line(label=_("Shop name"), max_length=80, error_messages={"required": _("Write the shop's name.")})
    language = forms.ChoiceField(
        label=_("Language"),
        choices=Language.choices,
        help_text=_("Of receipts without a customer, and of the sign-in pages."),
    )
    lock_after_minutes = forms.IntegerField(
        label=_("The till locks after"),
        min_value=1,
        max_value=480,
        help_text=_("Minutes without anybody touching it. The basket stays."),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), WRONG_MINUTES),
    )

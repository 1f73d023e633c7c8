from django import forms
from django.utils.translation import gettext_lazy as _

from habitue.contacts.fields import EmailLine


class SendForm(forms.Form):
    """Where the receipt goes; and whether the customer has said that the shop may keep the address."""

    email = EmailLine(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"data-keys": "e E"}),
        error_messages={"required": _("Type the address to which the receipt is to go.")},
    )
    keep = forms.BooleanField(required=False)

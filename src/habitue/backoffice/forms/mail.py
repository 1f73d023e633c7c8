from django import forms
from django.utils.translation import gettext_lazy as _

from habitue.contacts.fields import EmailLine


class TestMailForm(forms.Form):
    to = EmailLine(
        label=_("Your e-mail address"),
        max_length=254,
        error_messages={"required": _("Type the address to which the test is to go.")},
    )

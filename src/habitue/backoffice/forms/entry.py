from django import forms
from django.utils.translation import gettext_lazy as _

from habitue.lib.text import squeeze


class SignInForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        error_messages={"required": _("Write your name.")},
        widget=forms.TextInput({"autocomplete": "username", "autofocus": True, "autocapitalize": "words"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        error_messages={"required": _("Type your password.")},
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    def clean_name(self) -> str:
        return squeeze(self.cleaned_data["name"])

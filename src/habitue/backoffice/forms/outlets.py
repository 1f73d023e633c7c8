import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from habitue.backoffice.forms.fields import Line, Tick, offer
from habitue.lib.countries import countries, time_zones
from habitue.stores.models import Register


class OutletForm(forms.Form):
    name = Line(label=_("Name"), max_length=80, error_messages={"required": _("Give it a name.")})
    address = Line(label=_("Address"), max_length=200, required=False, help_text=_("As it stands on the receipt."))
    country = forms.ChoiceField(label=_("Country"))
    time_zone = forms.ChoiceField(label=_("Time zone"))
    prices_include_tax = Tick(
        label=_("Prices include tax"), help_text=_("Changing it changes what every product costs at this outlet.")
    )
    asks_first = Tick(
        label=_("Ask for the customer before the sale"),
        help_text=_("A new sale opens on the customer's box; Skip goes on without one."),
    )
    names_customer = Tick(
        label=_("The receipt says the customer's name"),
        help_text=_("Without it the paper names nobody; the sale stays the customer's."),
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        offer(self, country=countries(get_language() or "en"), time_zone=time_zones())


class RegisterForm(forms.Form):
    name = Line(label=_("Name"), max_length=40, error_messages={"required": _("Give it a name.")})

    def __init__(self, *args: Any, register: Register | None = None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if register is None:
            self.fields["code"] = Line(
                label=_("Code"),
                max_length=6,
                error_messages={"required": _("1 to 6 letters and digits, please.")},
                help_text=_("Begins every receipt number of this register, and stays: 1 to 6 letters and digits."),
            )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].upper()
        if not re.fullmatch(r"[A-Z0-9]{1,6}", code):
            raise ValidationError(_("1 to 6 letters and digits, please."))
        if Register.objects.filter(code=code).exists():
            raise ValidationError(_("Another register has this code."))
        return code

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from habitue.backoffice.forms.fields import Line, Percent
from habitue.catalogue.models import TaxRate


class TaxRateForm(forms.Form):
    name = Line(label=_("Name"), max_length=40, error_messages={"required": _("Give it a name.")})
    rate = Percent(label=_("Rate in per cent"))

    def __init__(self, *args: Any, tax_rate: TaxRate | None = None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.tax_rate = tax_rate

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = TaxRate.objects.filter(name__iexact=name)
        other = (others.exclude(id=self.tax_rate.id) if self.tax_rate else others).first()
        if other and other.retired_at:
            raise ValidationError(_("A retired tax rate has this name: bring it back, or choose another one."))
        if other:
            raise ValidationError(_("Another tax rate has this name."))
        return name

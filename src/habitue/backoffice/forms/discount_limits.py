from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from habitue.backoffice.forms.price_fields import PercentOff
from habitue.stores.models import Role


class DiscountLimitsForm(forms.Form):
    """A percentage for each role."""

    owner = PercentOff(label=Role.OWNER.label)
    store_manager = PercentOff(label=Role.STORE_MANAGER.label)
    warehouse_manager = PercentOff(label=Role.WAREHOUSE_MANAGER.label)
    cashier = PercentOff(label=Role.CASHIER.label)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in self.fields:
            if name in cleaned and cleaned[name] is None:
                self.add_error(name, _("Write a percentage; 100 is no limit."))
        return cleaned

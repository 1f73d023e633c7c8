from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from habitue.backoffice.forms.fields import Line
from habitue.backoffice.forms.price_fields import GroupChoice, Pieces, offer_groups
from habitue.catalogue.models import Variant
from habitue.customers.models import Group
from habitue.stores.models import Outlet


class PriceTrialForm(forms.Form):
    group = GroupChoice(Group.objects.none(), label=_("For"), required=False, empty_label=_("Nobody in particular"))
    outlet = forms.ModelChoiceField(Outlet.objects.order_by("id"), label=_("At"), empty_label=None)
    quantity = Pieces(label=_("How many"), initial=1)
    code = Line(label=_("Code"), max_length=40, required=False)
    variant = forms.ModelChoiceField(
        Variant.objects.select_related("product__tax_rate"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        offer_groups(self, "group", [])

"""A price book: what it is called, for whom, where and when; and the shop's choice between several."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from habitue.backoffice.forms.fields import Line
from habitue.backoffice.forms.price_fields import GroupChoice, offer_groups, offer_outlets
from habitue.backoffice.forms.sales import Day
from habitue.customers.models import Group
from habitue.pricing.models import Choice, PriceBook
from habitue.stores.models import Outlet


class PriceBookForm(forms.Form):
    name = Line(label=_("Name"), max_length=60, error_messages={"required": _("Give it a name.")})
    group = GroupChoice(Group.objects.none(), label=_("For"), required=False, empty_label=_("Everybody"))
    starts_on = Day(label=_("From"), required=False, help_text=_("Nothing: it applies already."))
    ends_on = Day(label=_("Until"), required=False, help_text=_("This day included. Nothing: it has no end."))
    outlets = forms.ModelMultipleChoiceField(
        Outlet.objects.order_by("name"),
        label=_("At"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing ticked: at all of them."),
    )

    def __init__(self, *args: Any, book: PriceBook | None = None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.book = book
        offer_groups(self, "group", [book.group_id] if book and book.group_id else [])
        offer_outlets(self)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = PriceBook.objects.exclude(id=self.book.id) if self.book else PriceBook.objects.all()
        other = others.filter(name__iexact=name).first()
        if other and other.retired_at:
            raise ValidationError(_("A retired price book has this name. Bring it back, or take another name."))
        if other:
            raise ValidationError(_("Another price book has this name."))
        return name

    def clean(self) -> None:
        starts, ends = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("It ends before it starts."))

    def payload(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "name": said["name"],
            "group": said["group"] and said["group"].id,
            "outlets": [outlet.id for outlet in said.get("outlets", [])],
            "starts_on": said["starts_on"],
            "ends_on": said["ends_on"],
        }


class ChoiceForm(forms.Form):
    choice = forms.ChoiceField(label=_("Which price counts"), choices=Choice.choices, widget=forms.RadioSelect)

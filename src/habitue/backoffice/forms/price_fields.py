"""Fields of the pages on prices: amounts and percentages that may be left empty, and who and where a rule is for."""

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from habitue.backoffice.forms.products import Price
from habitue.customers.models import ALL_CUSTOMERS, Group
from habitue.lib.decimals import NotANumber, read_percent
from habitue.stores.models import Outlet

MOST_PIECES = 9999

if TYPE_CHECKING:
    GroupField = forms.ModelChoiceField[Group]
    GroupsField = forms.ModelMultipleChoiceField[Group]
else:
    GroupField = forms.ModelChoiceField
    GroupsField = forms.ModelMultipleChoiceField


class OptionalPrice(Price):
    """An amount, or None where nothing is typed."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(required=False, **rest)

    def clean(self, value: Any) -> Any:
        return super().clean(value) if str(value or "").strip() else None


class PercentOff(forms.CharField):
    """A percentage as people write it, "12,5", "20 %": Decimal("12.5"); None where nothing is typed."""

    def __init__(self, **rest: Any) -> None:
        attributes = {"inputmode": "decimal", "autocomplete": "off", "class": "input input-money"}
        super().__init__(required=False, widget=forms.TextInput(attributes), **rest)

    def clean(self, value: Any) -> Any:
        typed = str(super().clean(value)).strip()
        if not typed:
            return None
        try:
            percent = read_percent(typed)
        except NotANumber:
            raise ValidationError(_("Write a percentage as 12.5.")) from None
        if not 0 <= percent <= 100:
            raise ValidationError(_("A percentage is from 0 to 100."))
        if percent != round(percent, 2):
            raise ValidationError(_("A percentage has at most 2 decimals."))
        return round(percent, 2)


class Pieces(forms.IntegerField):
    """How many pieces, from 1 on."""

    def __init__(self, **rest: Any) -> None:
        attributes = {"inputmode": "numeric", "autocomplete": "off", "class": "input input-money"}
        wrong = _("A whole number from 1 to 9999, please.")
        wrongs = dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong)
        super().__init__(
            min_value=1,
            max_value=MOST_PIECES,
            widget=forms.TextInput(attributes),
            **{"error_messages": wrongs, **rest},
        )


def group_called(group: Any) -> str:
    return str(_("Customers in no other group")) if group.pk == ALL_CUSTOMERS else str(group)


class GroupChoice(GroupField):
    def label_from_instance(self, group: Any) -> str:
        return group_called(group)


class GroupChoices(GroupsField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, group: Any) -> str:
        return group_called(group)


def offer_groups(form: forms.Form, name: str, chosen: list[UUID]) -> None:
    """The groups in use, and those that the rule is for already although they may be retired."""
    field = cast(GroupField, form.fields[name])
    field.queryset = Group.objects.filter(Q(retired_at=None) | Q(id__in=chosen)).order_by("name")


def offer_outlets(form: forms.Form, name: str = "outlets") -> None:
    """Where there is one outlet, nobody is asked which."""
    if Outlet.objects.count() < 2:
        del form.fields[name]


def tell_money(form: forms.BaseForm, currency: str, country: str) -> None:
    """In which currency the form's amounts are."""
    for field in form.fields.values():
        if isinstance(field, Price):
            field.currency, field.country = currency, country

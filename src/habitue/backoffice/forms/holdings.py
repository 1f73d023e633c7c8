"""What the list is narrowed to in each of the shop's own fields, asked for as the field's kind wants it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from habitue.contacts.fields import Line
from habitue.customers.listing.holding import (
    Holding,
    filled_in,
    holds_any_of,
    holds_day,
    holds_number,
    holds_words,
    is_empty,
)
from habitue.customers.models import CustomField, Kind
from habitue.customers.own_fields import NO, YES, OwnLine
from habitue.lib.text import words

FILLED, EMPTY = "filled", "empty"
STATES = (("", _("Any")), (FILLED, _("filled in")), (EMPTY, _("empty")))
WITH_RANGE = (Kind.NUMBER, Kind.DATE)
WITH_OPTIONS = (Kind.ONE_OF, Kind.SEVERAL_OF)


class Words(Line):
    """Some words of a text."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not words(value):
            raise ValidationError(_("Write a word, or the beginning of one."))


def name_of(field: CustomField, part: str = "") -> str:
    return f"own_{field.id.hex}{part}"


def names_of(field: CustomField) -> list[str]:
    """Under which names something may be asked of it."""
    return [name_of(field, part) for part in ("", "_from", "_to", "_is")]


def holding_fields(field: CustomField) -> dict[str, forms.Field]:
    """The form's fields for one of the shop's, by their names."""
    asked: dict[str, forms.Field] = {}
    if field.kind == Kind.TEXT:
        asked[name_of(field)] = Words(label=_("with the words"), max_length=100, required=False)
    elif field.kind in WITH_RANGE:
        day = forms.DateInput({"type": "date"}, "%Y-%m-%d")
        widget = day if field.kind == Kind.DATE else forms.TextInput({"inputmode": "decimal"})
        for part, label in (("_from", pgettext_lazy("range", "from")), ("_to", pgettext_lazy("range", "to"))):
            asked[name_of(field, part)] = OwnLine(field, label=label, max_length=30, required=False, widget=widget)
    elif field.kind in WITH_OPTIONS:
        offered = [(str(option.id), str(option)) for option in field.options.all()]
        asked[name_of(field)] = forms.MultipleChoiceField(
            label=_("any of"), choices=offered, required=False, widget=forms.CheckboxSelectMultiple
        )
    states = [STATES[0], (YES, _("yes")), (NO, _("no")), STATES[2]] if field.kind == Kind.YES_NO else STATES
    asked[name_of(field, "_is")] = forms.ChoiceField(label=_("is"), choices=states, required=False)
    return asked


def wrong_order(field: CustomField, asked: Mapping[str, Any]) -> bool:
    """Whether the range ends before it begins."""
    least, most = asked.get(name_of(field, "_from")), asked.get(name_of(field, "_to"))
    if field.kind not in WITH_RANGE or not least or not most:
        return False
    return Decimal(most) < Decimal(least) if field.kind == Kind.NUMBER else most < least


def holdings_of(field: CustomField, asked: Mapping[str, Any]) -> list[Holding]:
    """What was asked of the field, of what the form has understood."""
    state = asked.get(name_of(field, "_is"), "")
    found = []
    if state == FILLED:
        found.append(filled_in(field.id))
    elif state == EMPTY:
        found.append(is_empty(field.id))
    elif state in {YES, NO}:
        found.append(holds_any_of(field.id, [state]))
    said = asked.get(name_of(field))
    least, most = asked.get(name_of(field, "_from"), ""), asked.get(name_of(field, "_to"), "")
    if said and field.kind == Kind.TEXT:
        found.append(holds_words(field.id, said))
    elif said:
        found.append(holds_any_of(field.id, said))
    elif least or most:
        between = holds_number if field.kind == Kind.NUMBER else holds_day
        found.append(between(field.id, least, most))
    return found

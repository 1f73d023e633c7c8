"""The shop's own fields: how each is asked for in a form, how what was written is read, how it is shown again."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from habitue.contacts.fields import Line
from habitue.customers import yes_no
from habitue.customers.models import Customer, CustomField, FieldOption, FieldValue, Kind
from habitue.lib.dates import read_moment
from habitue.lib.decimals import NotANumber, read_decimal
from habitue.lib.text import fold, squeeze

LONGEST = 300
PREFIX = "own_"
YES, NO = "yes", "no"
_BETWEEN = re.compile(r"[,;|\n]+")

type Values = dict[str, list[str]]
"""By the id of each field, what somebody's record holds in it, as `FieldValue` keeps it."""


def own_fields(*, at_till: bool = False) -> list[CustomField]:
    """Those in use, in their order; with `at_till` only those that the till asks for."""
    fields = CustomField.objects.in_use().prefetch_related("options")
    return list(fields.filter(at_till=True) if at_till else fields)


def values_of(customer: Customer) -> Values:
    return values_of_many([customer.id]).get(customer.id, {})


def values_of_many(customers: Iterable[UUID]) -> dict[UUID, Values]:
    """For an export: a few thousand customers at a time."""
    found: dict[UUID, Values] = {}
    rows = FieldValue.objects.filter(customer__in=list(customers)).order_by("value")
    for customer, field, value in rows.values_list("customer_id", "field_id", "value"):
        found.setdefault(customer, {}).setdefault(str(field), []).append(value)
    return found


def show_values(field: CustomField, values: Sequence[str]) -> str:
    """The values in one line, in the reader's language; `read_values` reads it again."""
    if field.kind in {Kind.ONE_OF, Kind.SEVERAL_OF}:
        return ", ".join(str(option) for option in field.options.all() if str(option.id) in values)
    if field.kind == Kind.YES_NO:
        return " ".join(pgettext("answer", "yes") if value == YES else pgettext("answer", "no") for value in values)
    return " ".join(values)


def read_values(field: CustomField, written: str, *, month_first: bool = False) -> list[str]:
    """What is kept of what somebody wrote, or a file says. Raises ValidationError with what to do."""
    text = squeeze(written)
    if not text:
        return []
    if field.kind == Kind.NUMBER:
        return [_number(text)]
    if field.kind == Kind.DATE:
        return [_date(text, month_first=month_first)]
    if field.kind == Kind.YES_NO:
        return [_yes_or_no(text)]
    if field.kind in {Kind.ONE_OF, Kind.SEVERAL_OF}:
        return _chosen(field, written)
    if len(text) > LONGEST:
        raise ValidationError(_("Too long: at most %(most)d characters."), params={"most": LONGEST})
    return [text]


def form_fields(fields: Iterable[CustomField], values: Mapping[str, Sequence[str]]) -> dict[str, forms.Field]:
    """The fields of a form by their names in it; `values` are offered although their option may be retired."""
    return {f"{PREFIX}{field.id.hex}": _form_field(field, values.get(str(field.id), ())) for field in fields}


def initial_of(fields: Iterable[CustomField], values: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    return {
        f"{PREFIX}{field.id.hex}": list(held) if field.kind == Kind.SEVERAL_OF else "".join(held[:1])
        for field in fields
        if (held := values.get(str(field.id)))
    }


def told_in(fields: Iterable[CustomField], cleaned: Mapping[str, Any]) -> Values:
    """What the form says of each field that it asks for: the actions' `fields`."""
    told: Values = {}
    for field in fields:
        name = f"{PREFIX}{field.id.hex}"
        if name in cleaned:
            said = cleaned[name]
            told[str(field.id)] = list(said) if isinstance(said, list) else [said] if said else []
    return told


class OwnLine(Line):
    """A text, a number or a date of the shop's own."""

    def __init__(self, field: CustomField, **rest: Any) -> None:
        super().__init__(**rest)
        self._field = field

    def clean(self, value: Any) -> str:
        written = super().clean(value)
        return "".join(read_values(self._field, written)[:1])


def _form_field(field: CustomField, held: Sequence[str]) -> forms.Field:
    options: dict[str, Any] = {
        "label": str(field),
        "required": field.required,
        "error_messages": {"required": gettext_lazy("The shop wants this to be filled in.")},
    }
    offered = [(str(each.id), str(each)) for each in field.options.all() if not each.retired_at or str(each.id) in held]
    if field.kind == Kind.SEVERAL_OF:
        return forms.MultipleChoiceField(choices=offered, widget=forms.CheckboxSelectMultiple, **options)
    if field.kind == Kind.ONE_OF:
        return forms.ChoiceField(choices=[("", "—"), *offered], **options)
    if field.kind == Kind.YES_NO:
        answers = [("", "—"), (YES, pgettext("answer", "yes")), (NO, pgettext("answer", "no"))]
        return forms.ChoiceField(choices=answers, **options)
    if field.kind == Kind.NUMBER:
        return OwnLine(field, widget=forms.TextInput({"inputmode": "decimal"}), **options)
    if field.kind == Kind.DATE:
        return OwnLine(field, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **options)
    return OwnLine(field, **options)


def _number(text: str) -> str:
    """As it is kept: "12.5" of "12,50"."""
    try:
        number = read_decimal(text)
        if abs(number) >= 10**15 or len("".join(text.split())) > 30:
            raise NotANumber(text)
    except NotANumber:
        raise ValidationError(_("Write a number, such as 12.5.")) from None
    return f"{number.normalize() + 0:f}"


def _date(text: str, *, month_first: bool) -> str:
    moment = read_moment(text, month_first=month_first)
    if moment is None:
        raise ValidationError(_("Write a date like 2026-01-31."))
    return moment.date().isoformat()


def _yes_or_no(text: str) -> str:
    word = fold(text)
    if word not in yes_no.YES | yes_no.NO:
        raise ValidationError(_("“{typed}” is neither yes nor no.").format(typed=text[:40]))
    return YES if word in yes_no.YES else NO


def _chosen(field: CustomField, written: str) -> list[str]:
    # Of two that are called the same, the one in use is meant.
    options: list[FieldOption] = sorted(field.options.all(), key=lambda option: option.retired_at is not None)
    by_name = {fold(name): option for option in reversed(options) for name in (option.label_en, option.label_fr)}
    whole = by_name.get(fold(squeeze(written)))
    parts = [written] if whole or field.kind == Kind.ONE_OF else _BETWEEN.split(written)
    chosen: list[str] = []
    for part in filter(None, map(squeeze, parts)):
        option = by_name.get(fold(part))
        if option is None:
            known = ", ".join(str(each) for each in options if not each.retired_at)
            message = _("“%(typed)s” is not one of: %(options)s.")
            raise ValidationError(message, params={"typed": part[:60], "options": known[:300]})
        chosen.append(str(option.id))
    return list(dict.fromkeys(chosen))

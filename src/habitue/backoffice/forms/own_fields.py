"""A field of the shop's own with its options, and what the shop says of the built-in ones."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from habitue.backoffice.forms.fields import Line, Tick
from habitue.customers.asked import ALWAYS_THERE, AT_DESK, BUILT_IN, TELLING, said_of_fields
from habitue.customers.given import GivenFormField, GivenOption
from habitue.customers.models import CustomField, Kind
from habitue.customers.social import social_fields
from habitue.customers.whole_form import WholeCustomerForm
from habitue.lib.ids import new_id
from habitue.lib.text import fold

MOST_OPTIONS = 100
SPARE_ROWS = 4
WITH_OPTIONS = (Kind.ONE_OF, Kind.SEVERAL_OF)
_ROW = re.compile(r"o([0-9]{1,3})-label_en")


class OptionForm(forms.Form):
    """One row. Both labels empty: the option is offered no more."""

    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    label_en = Line(label=_("In English"), max_length=60, required=False)
    label_fr = Line(label=_("In French"), max_length=60, required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for one, other in (("label_en", "label_fr"), ("label_fr", "label_en")):
            if values.get(one) and not values.get(other) and other not in self.errors:
                # Somebody who writes one of the two languages alone has said what there is to say.
                values[other] = values[one]
        return values


class OwnFieldForm(forms.Form):
    """With `field`, that one is changed; its kind stays."""

    label_en = Line(label=_("Name in English"), max_length=60)
    label_fr = Line(label=_("Name in French"), max_length=60)
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind)
    required = Tick(label=_("Has to be filled in"))
    at_till = Tick(label=_("Asked for at the till too"))

    def __init__(self, data: Mapping[str, Any] | None = None, *, field: CustomField | None = None) -> None:
        names = ("label_en", "label_fr", "kind", "required", "at_till")
        super().__init__(data, initial={name: getattr(field, name) for name in names} if field else None)
        self.field = field
        if field:
            self.fields["kind"].disabled = True
        self.rows = list(self._typed(data) if data is not None else self._stored(field))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        taken = [other for other in CustomField.objects.in_use() if other != self.field]
        for name in ("label_en", "label_fr"):
            label = fold(values.get(name, ""))
            if label and label in {fold(getattr(other, name)) for other in taken}:
                self.add_error(name, _("Another field has this name."))
        if values.get("kind") in WITH_OPTIONS:
            self._clean_options()
        return values

    @property
    def options(self) -> list[GivenOption]:
        if self.cleaned_data["kind"] not in WITH_OPTIONS:
            return []
        said = [row.cleaned_data for row in self.rows if row.cleaned_data.get("label_en")]
        ours = {option.id for option in self.field.options.all()} if self.field else set()
        return [
            GivenOption(
                id=one["id"] if one["id"] in ours else new_id(), label_en=one["label_en"], label_fr=one["label_fr"]
            )
            for one in said
        ]

    def _clean_options(self) -> None:
        wrong = [row for row in self.rows if not row.is_valid()]
        if wrong:
            raise ValidationError(_("One of the choices is too long. Shorten it."))
        labels = [fold(row.cleaned_data["label_en"]) for row in self.rows if row.cleaned_data.get("label_en")]
        if len(labels) < 2:
            raise ValidationError(_("Write at least two choices."))
        if len(set(labels)) < len(labels):
            raise ValidationError(_("A choice stands there twice. Keep one of the two."))

    def _typed(self, data: Mapping[str, Any]) -> Iterator[OptionForm]:
        for number in sorted(int(found[1]) for found in map(_ROW.fullmatch, data) if found)[:MOST_OPTIONS]:
            yield OptionForm(data, prefix=f"o{number}")

    def _stored(self, field: CustomField | None) -> Iterator[OptionForm]:
        there = [option for option in field.options.all() if not option.retired_at] if field else []
        for number, option in enumerate(there):
            initial = {"id": option.id, "label_en": option.label_en, "label_fr": option.label_fr}
            yield OptionForm(prefix=f"o{number}", initial=initial)
        for number in range(len(there), len(there) + SPARE_ROWS):
            yield OptionForm(prefix=f"o{number}")


class BuiltInForm(forms.Form):
    """For each built-in field, whether it has to be filled in and whether the till asks for it."""

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        labels = WholeCustomerForm.base_fields | social_fields()
        said = said_of_fields()
        self.names = [(name, labels[name].label) for name in BUILT_IN]
        for name in BUILT_IN:
            known = said.get(name)
            if name not in ALWAYS_THERE:
                self.fields[f"{name}_required"] = Tick(initial=bool(known and known.required))
            self.fields[f"{name}_at_till"] = Tick(initial=known.at_till if known else name not in AT_DESK)

    @property
    def rows(self) -> Iterator[tuple[Any, forms.BoundField | None, forms.BoundField]]:
        for name, label in self.names:
            required = f"{name}_required"
            yield label, self[required] if required in self.fields else None, self[f"{name}_at_till"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not any(values.get(f"{name}_at_till") for name in TELLING):
            raise ValidationError(_("The till has to ask for at least one of name, company, phone and e-mail."))
        return values

    def given(self) -> list[GivenFormField]:
        said = self.cleaned_data
        return [
            GivenFormField(
                name=name, required=said.get(f"{name}_required", False), at_till=said.get(f"{name}_at_till", False)
            )
            for name in BUILT_IN
        ]

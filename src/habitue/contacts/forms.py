"""Forms for what customers and suppliers have in common: addresses, and the people at a company."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from habitue.contacts.addresses import PARTS, Layout, in_capitals, is_postcode, known_countries, layout_of, region_of
from habitue.contacts.fields import EmailLine, Line, Lines, PhoneLine
from habitue.contacts.models import ContactPerson, PostalAddress, Use
from habitue.lib.phones import show_phone

_LONGEST = {
    "recipient": 120,
    "street": 300,
    "district": 80,
    "city": 80,
    "region": 80,
    "postcode": 12,
    "sorting_code": 20,
}


class AddressForm(forms.Form):
    """An address as its country writes it. `home` is the country that is offered first.

    The fields are those of the country that was chosen; what was typed into others waits, hidden, for the country to be
    chosen back. `payload()` is what the actions take besides the ids.
    """

    use = forms.ChoiceField(label=_("Used for"), choices=Use)
    country = forms.ChoiceField(label=_("Country"))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        home: str,
        address: PostalAddress | None = None,
        initial: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> None:
        start: dict[str, Any] = {"use": Use.HOME, "country": home}
        if address:
            start |= {name: getattr(address, name) for name in ("use", "country", *PARTS)}
        super().__init__(data, initial=start | dict(initial or {}), **options)
        language = get_language() or "en"
        countries = known_countries(language)
        _offer(self.fields["country"], countries)
        chosen = str((self.data if self.is_bound else self.initial).get(self.add_prefix("country"), ""))
        self.layout = layout_of(chosen if chosen in dict(countries) else home, language)
        for part in PARTS:
            self.fields[part] = self._field(part, self.layout)

    @classmethod
    def redrawn(cls, typed: Mapping[str, Any], home: str) -> "AddressForm":
        """The form for another country, with what had been typed and nothing said of what is still missing."""
        start = {name: typed.get(name, "") for name in ("use", "country", *PARTS)}
        form = cls(home=home, initial=start)
        if form.layout.regions:
            form.initial["region"] = region_of(str(start["region"]), form.layout)
        return form

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        """The fields of the country's parts, line by line."""
        return [[self[part] for part in line] for line in self.layout.lines]

    @property
    def set_aside(self) -> list[forms.BoundField]:
        """The parts that this country does not have."""
        return [self[part] for part in PARTS if part not in self.layout.parts]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        country, parts = self.layout.country, self.layout.parts
        for part in PARTS:
            if part not in parts:
                values[part] = ""
        for part in in_capitals(country):
            if values.get(part):
                values[part] = values[part].upper()
        written = values.get("postcode", "")
        if written and "country" not in self.errors:
            self._check_postcode(written, values.get("region", ""))
        if not any(values.get(part) for part in PARTS) and not self.errors:
            raise ValidationError(_("Write at least a part of the address."))
        return values

    def payload(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("use", "country", *PARTS)}

    def _check_postcode(self, written: str, region: str) -> None:
        country, example = self.layout.country, self.layout.postcode_example
        name = dict(known_countries(get_language() or "en"))[country]
        if not is_postcode(written, country):
            if example:
                message = _("Postcodes of %(country)s look like %(example)s.") % {"country": name, "example": example}
            else:
                message = _("This is no postcode of %(country)s.") % {"country": name}
            self.add_error("postcode", message)
        elif region and not is_postcode(written, country, region):
            place = dict(self.layout.regions).get(region, region)
            message = _("This postcode is not one of %(region)s. Correct one of the two.") % {"region": place}
            self.add_error("postcode", message)

    def _field(self, part: str, layout: Layout) -> forms.Field:
        longest = _LONGEST[part]
        if part not in layout.parts:
            kind = Lines if part == "street" else Line
            return kind(max_length=longest, required=False, widget=forms.HiddenInput)
        label = layout.labels[part]
        said = {"required": _("Fill this in: addresses there need it.")}
        options: dict[str, Any] = {"label": label, "required": part in layout.required, "error_messages": said}
        if part == "region" and layout.regions:
            return RegionChoice(layout, **options)
        if part == "street":
            return Lines(max_length=longest, widget=forms.Textarea({"rows": 2}), **options)
        return Line(max_length=longest, **options)


class RegionChoice(forms.ChoiceField):
    """One of the country's regions, meant by its key or by any of its names."""

    def __init__(self, layout: Layout, **options: Any) -> None:
        super().__init__(choices=[("", "—"), *layout.regions], **options)
        self._layout = layout

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value)
        return region_of(typed, self._layout) or typed


class ContactPersonForm(forms.Form):
    """Whom to ask for at a company. `payload()` is what the actions take besides the ids."""

    name = Line(label=_("Name"), max_length=120, error_messages={"required": _("Write the name of this person.")})
    position = Line(label=_("Position"), max_length=80, required=False)
    phone = PhoneLine(label=_("Phone"), required=False)
    email = EmailLine(label=_("E-mail"), max_length=254, required=False)
    note = Line(label=_("Note"), max_length=300, required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, home: str, person: ContactPerson | None = None, **options: Any
    ) -> None:
        start = {name: getattr(person, name) for name in self.base_fields} if person else {}
        super().__init__(data, initial=start, **options)
        phone = self.fields["phone"]
        assert isinstance(phone, PhoneLine)  # noqa: S101 - it is declared above
        phone.country = home
        if start.get("phone"):
            self.initial["phone"] = show_phone(start["phone"], home)

    def payload(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.base_fields}


def _offer(field: forms.Field, choices: Any) -> None:
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - it is declared above
    field.choices = choices

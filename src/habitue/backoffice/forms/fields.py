"""Fields that several forms share: what is typed is kept as typed until it is right, and what is wrong is told."""

from typing import Any, cast

from django import forms
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from habitue.contacts import fields as contacts
from habitue.lib.decimals import NotANumber, read_percent
from habitue.stores.pins import looks_like_a_pin

SHORTEST_PASSWORD = 10
MOST_DECIMALS = 4


def offer(form: forms.Form, **choices: Any) -> None:
    """Give the form's fields of these names what they let choose from."""
    for name, offered in choices.items():
        cast(forms.ChoiceField, form.fields[name]).choices = offered


def whole_number(typed: str) -> int:
    """1000 of "1 000". Raises ValueError for all but digits in groups, and a sign before them."""
    digits = "".join(typed.split())
    if not (digits.isascii() and digits.removeprefix("-").isdecimal()):
        raise ValueError(typed)
    return int(digits)


class Line(contacts.Line):
    """As in the forms of people, but that the browser may propose what was typed before."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:  # noqa: ARG002 - Django's signature
        return {}


class Pin(forms.CharField):
    """4 to 8 digits, shown again when the form is, so that nobody types it twice."""

    def __init__(self, **rest: Any) -> None:
        attributes = {"inputmode": "numeric", "autocomplete": "off"}
        said = {"required": _("Choose a PIN: 4 to 8 digits.")}
        widget = forms.PasswordInput(attributes, render_value=True)
        super().__init__(widget=widget, strip=True, error_messages=said, **rest)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:  # noqa: ARG002 - Django's signature
        return {}

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not looks_like_a_pin(value):
            raise ValidationError(_("A PIN has 4 to 8 digits."))


class Password(forms.CharField):
    """A new password."""

    def __init__(self, **rest: Any) -> None:
        attributes = {"autocomplete": "new-password"}
        said = {"required": _("Choose a password: at least 10 characters.")}
        widget = forms.PasswordInput(attributes, render_value=True)
        super().__init__(widget=widget, strip=False, error_messages=said, **rest)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if not value:
            return
        if len(value) < SHORTEST_PASSWORD:
            raise ValidationError(_("Too short: at least %(count)d characters.") % {"count": SHORTEST_PASSWORD})
        if len(value) > 500:
            raise ValidationError(_("Too long: at most %(count)d characters.") % {"count": 500})
        try:
            CommonPasswordValidator().validate(value)
        except ValidationError:
            raise ValidationError(_("This is one of the passwords that are guessed first.")) from None


class Percent(forms.CharField):
    """A tax rate as people write it, "5,5", "5.5 %"; the share 0.055 when it is right."""

    def __init__(self, **rest: Any) -> None:
        widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(widget=widget, error_messages={"required": _("Write a rate, such as 5.5.")}, **rest)

    def clean(self, value: Any) -> Any:
        typed = str(super().clean(value)).strip()
        if not typed:
            return None
        try:
            percent = read_percent(typed)
        except NotANumber:
            raise ValidationError(_("Write a rate as 5.5.")) from None
        if not 0 <= percent <= 100:
            raise ValidationError(_("A rate is from 0 to 100."))
        if percent != round(percent, MOST_DECIMALS):
            raise ValidationError(_("A rate has at most 4 decimals."))
        return percent / 100


class Tick(forms.BooleanField):
    """A yes or no; not ticking it is an answer too."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(required=False, **rest)


class CSVUpload(forms.FileField):
    """A file of at most `largest` bytes; `too_large` says what to do with a larger one."""

    def __init__(self, *, largest: int, too_large: Any, **rest: Any) -> None:
        super().__init__(
            label=_("CSV file"),
            widget=forms.FileInput({"accept": ".csv,.txt,text/csv,text/plain"}),
            error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
            **rest,
        )
        self.largest, self.too_large = largest, too_large

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file.size > self.largest:
            raise ValidationError(self.too_large)
        return file

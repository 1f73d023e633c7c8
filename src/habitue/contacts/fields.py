"""Fields of the forms in which people and companies are written down: what is typed is kept, what is wrong is told."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, URLValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from habitue.lib.phones import WrongPhone, example_phone, parse_phone
from habitue.lib.text import squeeze


class Line(forms.CharField):
    """One line of text as it is kept: blanks squeezed, nothing invisible. Too long is told, not cut by the browser."""

    default_error_messages = {
        "max_length": ngettext_lazy(
            "Too long: at most %(limit_value)d character.",
            "Too long: at most %(limit_value)d characters.",
            "limit_value",
        )
    }

    def __init__(self, *, max_length: int | None = None, **rest: Any) -> None:
        super().__init__(**rest)
        if max_length is not None:
            self.max_length = max_length
            self.validators.append(MaxLengthValidator(max_length, self.error_messages["max_length"]))

    def to_python(self, value: Any) -> str:
        return squeeze(super().to_python(value) or "")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:  # noqa: ARG002 - Django's signature
        return {"autocomplete": "off"}


class EmailLine(Line):
    """An e-mail address, its domain in lower case."""

    widget = forms.EmailInput
    default_validators = forms.EmailField.default_validators

    def to_python(self, value: Any) -> str:
        name, at, domain = super().to_python(value).replace(" ", "").rpartition("@")
        return f"{name}{at}{domain.lower()}" if at else domain

    def run_validators(self, value: Any) -> None:
        try:
            super().run_validators(value)
        except ValidationError as error:
            if all(each.code == "invalid" for each in error.error_list):
                message = _("This e-mail address is not complete. Write it like name@example.com.")
                raise ValidationError(message, code="invalid") from None
            raise


class Lines(Line):
    """Text of several lines."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> str:
        written = forms.CharField.to_python(self, value) or ""
        return "\n".join(squeeze(line) for line in str(written).splitlines()).strip()


class PhoneLine(Line):
    """A phone number in any notation, E.164 once it is read; `country` is where one without a prefix is of."""

    country = "FR"

    def __init__(self, **rest: Any) -> None:
        super().__init__(max_length=40, widget=forms.TextInput(attrs={"type": "tel"}), **rest)

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        try:
            return parse_phone(typed, self.country)
        except WrongPhone:
            message = _(
                "This is not a phone number. Write it like %(example)s, or with + and the country's code before it."
            )
            raise ValidationError(message, params={"example": example_phone(self.country)}) from None


class WebsiteLine(Line):
    """The address of a page on the web, http or https; https where nothing is said."""

    def __init__(self, **rest: Any) -> None:
        # A link that opens on a click must lead to the web: "javascript:" and its like are no addresses here.
        message = _("This is not a web address. Write it like www.example.com.")
        self._right = URLValidator(schemes=["http", "https"], message=message)
        widget = forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"})
        super().__init__(max_length=200, widget=widget, **rest)

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        if not typed:
            return ""
        address = typed if "://" in typed else f"https://{typed}"
        self._right(address)
        if len(address) > 200:
            self.run_validators(address)
        scheme, _slashes, rest = address.partition("://")
        return f"{scheme.lower()}://{rest}"


class Days(forms.IntegerField):
    """How many days somebody has to pay, from the invoice on."""

    def __init__(self, **rest: Any) -> None:
        wrong = _("Write a number of days from 0 to 365, such as 30.")
        super().__init__(
            min_value=0,
            max_value=365,
            required=False,
            widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
            error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
            **rest,
        )

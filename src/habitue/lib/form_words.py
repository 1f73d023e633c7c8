"""What a form says of a field that was left empty; Django would only say that it is required."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

WORDS: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": _("Fill this in.")},
    forms.ChoiceField: {"required": _("Choose one.")},
    forms.MultipleChoiceField: {"required": _("Choose at least one.")},
    forms.IntegerField: {"required": _("Write a number.")},
    forms.DateField: {"required": _("Choose a day.")},
    forms.FileField: {"required": _("Choose a file.")},
}


def say_what_to_do() -> None:
    """From now on, for every form: each kind of field says it in its own words."""
    for kind, words in WORDS.items():
        kind.default_error_messages = {**kind.default_error_messages, **words}

"""What somebody typed into one form, while another is drawn in its place: nothing of it is lost."""

from django import forms
from django.http import QueryDict

_OF_THE_PAGE = {"csrfmiddlewaretoken", "minted", "type", "anyway", "keep_text", "write_text"}


def type_in(form: forms.Form, typed: QueryDict) -> None:
    """The form, which is sent by nobody yet, shows what was typed into fields of the same names."""
    for name, field in form.fields.items():
        if any(each == name or each.startswith(f"{name}_") for each in typed):
            said = field.widget.value_from_datadict(typed, {}, name)
            if said not in (None, "", []):
                form.initial[name] = said


def carried(typed: QueryDict, *drawn: forms.Form) -> list[tuple[str, str]]:
    """What was typed into fields that the drawn forms do not have, to be sent along with them."""
    names = {name for form in drawn for name in form.fields}
    return [
        (name, value)
        for name, values in typed.lists()
        if name not in _OF_THE_PAGE and name not in names and name.rpartition("_")[0] not in names
        for value in map(str, values)
        if value
    ]

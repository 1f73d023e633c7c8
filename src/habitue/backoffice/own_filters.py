"""The filters by the shop's own fields, as the list shows them.

Most of them ask for nothing. Those look as they did before, and drawing each anew takes longer than finding the page.
"""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from habitue.backoffice.forms.contacts import ContactsForm
from habitue.backoffice.forms.holdings import holding_fields, names_of
from habitue.customers.models import CustomField

_MOST = 500
_empty: dict[tuple[Any, ...], str] = {}


def drawn_filters(form: ContactsForm) -> SafeString:
    return mark_safe("".join(_drawn(form, field) for field in form.fields_of_own))  # noqa: S308 - from a template


def _drawn(form: ContactsForm, field: CustomField) -> str:
    if any(form.data.get(name) or name in form.errors for name in names_of(field)):
        return _fieldset(form, field)
    offered = tuple((option.id, str(option)) for option in field.options.all())
    looks = (get_language(), field.id, field.kind, str(field), offered)
    if looks not in _empty:
        if len(_empty) >= _MOST:
            _empty.clear()
        _empty[looks] = _fieldset(form, field)
    return _empty[looks]


def _fieldset(form: ContactsForm, field: CustomField) -> str:
    fields = [form[name] for name in holding_fields(field)]
    return render_to_string("backoffice/customers_filters.html#own", {"own": field, "fields": fields})

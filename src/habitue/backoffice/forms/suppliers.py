from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from habitue.contacts.fields import Days, EmailLine, Line, Lines, PhoneLine, WebsiteLine
from habitue.contacts.models import Supplier
from habitue.contacts.tax_numbers import TaxNumberLine
from habitue.lib.phones import show_phone
from habitue.stores.models import Language


class SupplierForm(forms.Form):
    """A company that the shop buys from. `home` is where phone and tax numbers are of that do not say it."""

    company = Line(label=_("Company"), max_length=120, error_messages={"required": _("Write the company's name.")})
    phone = PhoneLine(label=_("Phone"), required=False)
    email = EmailLine(label=_("E-mail"), max_length=254, required=False)
    website = WebsiteLine(label=_("Website"), required=False)
    tax_number = TaxNumberLine()
    payment_days = Days(label=_("Days to pay"), help_text=_("From the invoice on. Left empty, nothing is agreed."))
    language = forms.ChoiceField(label=_("Language"), choices=Language)
    note = Lines(label=_("Note"), max_length=2000, required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        home: str,
        supplier: Supplier | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        start: dict[str, Any] = dict(initial or {})
        if supplier:
            start = {name: getattr(supplier, name) for name in self.base_fields}
            start["phone"] = show_phone(supplier.phone, home) if supplier.phone else ""
        super().__init__(data, initial=start)
        for field in self.fields.values():
            if isinstance(field, PhoneLine | TaxNumberLine):
                field.country = home

    def payload(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.base_fields}

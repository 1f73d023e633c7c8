"""The form in which it is written down how a customer is billed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from habitue.contacts.addresses import lines_of
from habitue.contacts.fields import Days, EmailLine, Line
from habitue.contacts.tax_numbers import TaxNumberLine
from habitue.customers.models import Customer, CustomerAddress, Invoicing


class InvoicingForm(forms.Form):
    """`home` is the country of a tax number that does not say its own, unless the invoice address has another."""

    legal_name = Line(label=_("Legal name"), max_length=160, required=False)
    address = forms.ChoiceField(label=_("Invoice address"), required=False)
    tax_number = TaxNumberLine()
    payment_days = Days(label=_("Days to pay"), help_text=_("From the day of the invoice; 0 is at once."))
    email = EmailLine(label=_("E-mail for invoices"), max_length=254, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, home: str, customer: Customer) -> None:
        now = Invoicing.objects.filter(customer=customer).first()
        addresses = {str(each.id): each for each in CustomerAddress.objects.filter(customer=customer)}
        start = (
            {name: getattr(now, name) for name in ("legal_name", "tax_number", "payment_days", "email")} if now else {}
        )
        super().__init__(data, initial=start | {"address": str(now.address_id or "") if now else ""})
        choice, number = self.fields["address"], self.fields["tax_number"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - it is declared above
        assert isinstance(number, TaxNumberLine)  # noqa: S101 - it is declared above
        language = get_language() or "en"
        named = [(id, ", ".join(lines_of(each, home, language))) for id, each in addresses.items()]
        choice.choices = [("", _("None")), *named]
        chosen: CustomerAddress | None = addresses.get(
            str((self.data if self.is_bound else self.initial).get("address"))
        )
        number.country = chosen.country if chosen else home

    def payload(self) -> dict[str, Any]:
        values = self.cleaned_data
        return {
            "legal_name": values["legal_name"],
            "tax_number": values["tax_number"],
            "email": values["email"],
            "payment_days": values["payment_days"],
            "address": values["address"] or None,
        }

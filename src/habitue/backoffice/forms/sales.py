import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from habitue.customers.models import Customer
from habitue.sales.models import Document, Sale
from habitue.stores.models import Outlet, Register, Staff


class Day(forms.DateField):
    widget = forms.DateInput({"type": "date"}, "%Y-%m-%d")
    default_validators = [MinValueValidator(date(1970, 1, 2)), MaxValueValidator(date(2999, 12, 31))]


# Django's own class cannot be subscripted when it runs.
if TYPE_CHECKING:
    RegisterField = forms.ModelChoiceField[Register]
else:
    RegisterField = forms.ModelChoiceField


class RegisterChoice(RegisterField):
    def label_from_instance(self, register: Register) -> str:
        return f"{register.outlet} · {register}"


class SalesForm(forms.Form):
    """What narrows the list of sales. Nothing of it says who somebody is: customers are named by their id."""

    receipt = forms.CharField(label=_("Receipt number"), required=False, max_length=40)
    since = Day(label=_("From"), required=False)
    until = Day(label=_("To"), required=False)
    staff = forms.ModelChoiceField(
        Staff.objects.order_by("name"),
        label=pgettext_lazy("who served", "Staff"),
        required=False,
        empty_label=_("Everybody"),
    )
    register = RegisterChoice(
        Register.objects.select_related("outlet").order_by("outlet__name", "name"),
        label=_("Register"),
        required=False,
        empty_label=pgettext_lazy("registers", "All"),
    )
    document = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", pgettext_lazy("kinds of receipts", "All")), *Document.choices]
    )
    customer = forms.ModelChoiceField(
        Customer.objects.all(), label=_("Customer"), required=False, widget=forms.HiddenInput
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("It ends before it starts."))
        return cleaned

    def narrow(self, sales: QuerySet[Sale]) -> QuerySet[Sale]:
        asked = self.cleaned_data
        for name in ("staff", "register", "customer", "document"):
            if asked.get(name):
                sales = sales.filter(**{name: asked[name]})
        if asked.get("since"):
            sales = sales.filter(completed_at__gte=self._begins(asked["since"]))
        if asked.get("until"):
            sales = sales.filter(completed_at__lt=self._begins(asked["until"] + timedelta(days=1)))
        return sales.filter(_receipt(asked["receipt"])) if asked.get("receipt") else sales

    def _begins(self, day: date) -> datetime:
        register = self.cleaned_data.get("register")
        outlet = register.outlet if register else Outlet.objects.order_by("id").first()
        return datetime.combine(day, time(), outlet.zone if outlet else ZoneInfo("UTC"))


def _receipt(typed: str) -> Q:
    """Receipts by their whole number, "1-000042", or by what people say of it: "1-42", "42"."""
    text = "".join(typed.split()).upper()
    found = re.fullmatch(r"(?:([A-Z0-9]{1,6})-)?0*([0-9]{1,9})", text)
    if not found:
        return Q(receipt_number=text)
    registers = Register.objects.filter(code=found[1]) if found[1] else Register.objects.all()
    # By the registers' ids and the number, because that is how receipts are indexed.
    return Q(register__in=list(registers.values_list("id", flat=True)), number=int(found[2]))

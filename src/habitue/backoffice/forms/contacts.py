"""What narrows and orders the list of customers. But for the texts of its `typed` it may stand in an address."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from habitue.backoffice.forms.holdings import holding_fields, holdings_of, name_of, wrong_order
from habitue.backoffice.forms.sales import Day
from habitue.customers.listing.narrowing import Narrowed
from habitue.customers.models import Channel, CustomField, Group, Kind
from habitue.stores.models import Outlet

ANY = ("", _("Any"))
YES_NO = (ANY, ("yes", _("yes")), ("no", _("no")))
CONSENTS = (
    ANY,
    ("kept", _("may be kept")),
    ("refused", _("may not be kept")),
    *((channel.value, channel.label) for channel in Channel if channel),
    ("unasked", _("agreed to nothing")),
)
ENDS_FIRST = _("This ends before it begins. Correct one of the two.")
ORDERS = (
    ("created", _("Created")),
    ("name", _("Name")),
    ("visit", _("Last visit")),
    ("spent", _("Spent")),
)

# Django's own class cannot be subscripted when it runs.
if TYPE_CHECKING:
    GroupField = forms.ModelChoiceField[Group]
    OutletField = forms.ModelChoiceField[Outlet]
else:
    GroupField = OutletField = forms.ModelChoiceField


class ContactsForm(forms.Form):
    """What narrows and orders the list, each of the shop's own fields as its kind wants it."""

    sort = forms.ChoiceField(choices=ORDERS, required=False, widget=forms.HiddenInput)
    rising = forms.BooleanField(required=False, widget=forms.HiddenInput)
    words = forms.CharField(required=False, widget=forms.HiddenInput)
    group = GroupField(Group.objects.order_by("name"), label=_("Group"), required=False, empty_label=_("Any"))
    outlet = OutletField(Outlet.objects.order_by("name"), label=_("Outlet"), required=False, empty_label=_("Any"))
    consent = forms.ChoiceField(choices=CONSENTS, label=_("Consent"), required=False)
    since = Day(label=_("Last visit from"), required=False)
    until = Day(label=_("Last visit to"), required=False)
    email = forms.ChoiceField(choices=YES_NO, label=_("Has an e-mail"), required=False)
    phone = forms.ChoiceField(choices=YES_NO, label=_("Has a phone"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields_of_own = list(CustomField.objects.in_use().prefetch_related("options"))
        for field in self.fields_of_own:
            self.fields |= holding_fields(field)

    @property
    def everyones(self) -> list[forms.BoundField]:
        return [self[name] for name in self.base_fields if not self[name].is_hidden]

    @property
    def typed(self) -> list[str]:
        """The names of the fields with texts that may be about somebody."""
        return [name_of(field) for field in self.fields_of_own if field.kind == Kind.TEXT]

    @property
    def narrowed(self) -> Narrowed:
        """What the list is narrowed to; what cannot be read is told beside its field and narrows nothing."""
        asked = self._asked()
        return Narrowed(
            group=asked["group"].id if asked.get("group") else None,
            outlet=asked["outlet"].id if asked.get("outlet") else None,
            consent=asked.get("consent", ""),
            email=asked.get("email", ""),
            phone=asked.get("phone", ""),
            visited_since=asked.get("since"),
            visited_until=asked.get("until"),
            own=tuple(each for field in self.fields_of_own for each in holdings_of(field, asked)),
        )

    @property
    def order(self) -> str:
        return self._asked().get("sort") or "created"

    @property
    def falling(self) -> bool:
        return not self._asked().get("rising")

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or self.cleaned_data
        if asked.get("words"):
            # Kept with another session, or too long ago.
            self.add_error(None, _("The words that the list was narrowed to are not known any more. Write them again."))
        if asked.get("since") and asked.get("until") and asked["until"] < asked["since"]:
            self.add_error("until", ENDS_FIRST)
        for field in self.fields_of_own:
            if wrong_order(field, asked):
                self.add_error(name_of(field, "_to"), ENDS_FIRST)
        return asked

    def _asked(self) -> dict[str, Any]:
        self.is_valid()
        return getattr(self, "cleaned_data", {})

"""What narrows and orders the list of customers. Nothing of it says who somebody is, so it may stand in an address."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

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
    """`own` is a field of the shop's own and what it holds, as "field:value"; "*" is anything, "-" is nothing."""

    sort = forms.ChoiceField(choices=ORDERS, required=False, widget=forms.HiddenInput)
    rising = forms.BooleanField(required=False, widget=forms.HiddenInput)
    group = GroupField(Group.objects.order_by("name"), label=_("Group"), required=False, empty_label=_("Any"))
    outlet = OutletField(Outlet.objects.order_by("name"), label=_("Outlet"), required=False, empty_label=_("Any"))
    consent = forms.ChoiceField(choices=CONSENTS, label=_("Consent"), required=False)
    since = Day(label=_("Last visit from"), required=False)
    until = Day(label=_("Last visit to"), required=False)
    email = forms.ChoiceField(choices=YES_NO, label=_("Has an e-mail"), required=False)
    phone = forms.ChoiceField(choices=YES_NO, label=_("Has a phone"), required=False)
    own = forms.ChoiceField(label=_("Field of your own"), required=False)
    at_least = forms.CharField(label=_("at least"), required=False, max_length=20)
    at_most = forms.CharField(label=_("at most"), required=False, max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields_of_own = list(CustomField.objects.in_use().prefetch_related("options"))
        own = self.fields["own"]
        assert isinstance(own, forms.ChoiceField)  # noqa: S101 - it stands above
        own.choices = [ANY, *((str(field), list(_answers(field))) for field in self.fields_of_own)]
        if not self.fields_of_own:
            del self.fields["own"]
        kind = self._kind()
        for name in ("at_least", "at_most"):
            if kind == Kind.DATE:
                self.fields[name] = Day(label=self.fields[name].label, required=False)
            elif kind == Kind.NUMBER:
                self.fields[name] = forms.DecimalField(label=self.fields[name].label, required=False, max_digits=15)
            else:
                del self.fields[name]

    @property
    def narrowed(self) -> Narrowed:
        """What the list is narrowed to; what cannot be read is told beside its field and narrows nothing."""
        asked = self._asked()
        field, _between, value = asked.get("own", "").partition(":")
        least, most = (asked.get(name) for name in ("at_least", "at_most"))
        return Narrowed(
            group=asked["group"].id if asked.get("group") else None,
            outlet=asked["outlet"].id if asked.get("outlet") else None,
            consent=asked.get("consent", ""),
            email=asked.get("email", ""),
            phone=asked.get("phone", ""),
            visited_since=asked.get("since"),
            visited_until=asked.get("until"),
            field=UUID(field) if field else None,
            value=value,
            at_least="" if least is None else str(least),
            at_most="" if most is None else str(most),
        )

    @property
    def order(self) -> str:
        return self._asked().get("sort") or "created"

    @property
    def falling(self) -> bool:
        return not self._asked().get("rising")

    def _asked(self) -> dict[str, Any]:
        self.is_valid()
        return getattr(self, "cleaned_data", {})

    def _kind(self) -> str:
        chosen = self.data.get("own", "").partition(":")[0] if self.is_bound else ""
        return next((field.kind for field in self.fields_of_own if str(field.id) == chosen), "")


def _answers(field: CustomField) -> Iterator[tuple[str, str]]:
    if field.kind == Kind.YES_NO:
        yield from ((f"{field.id}:{value}", f"{field}: {label}") for value, label in YES_NO[1:])
    elif field.kind in {Kind.ONE_OF, Kind.SEVERAL_OF}:
        yield from ((f"{field.id}:{option.id}", f"{field}: {option}") for option in field.options.all())
    yield f"{field.id}:*", f"{field}: " + str(_("filled in"))
    yield f"{field.id}:-", f"{field}: " + str(_("empty"))

from typing import Any

from django import forms
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from habitue.backoffice.forms.fields import Line, Password, Pin, offer
from habitue.stores.models import Language, Role, Staff

BELOW_A_STORE_MANAGER = (Role.WAREHOUSE_MANAGER, Role.CASHIER)


def roles_given_by(giver: Staff) -> tuple[Role, ...]:
    """An owner gives any role; a store manager those below."""
    return tuple(Role) if giver.role == Role.OWNER else BELOW_A_STORE_MANAGER


class StaffForm(forms.Form):
    """A person of the staff: a new one, one who is there (`person`), or oneself, whose role stays."""

    name = Line(label=_("Name"), max_length=60, error_messages={"required": _("Write this person's name.")})
    role = forms.ChoiceField(label=_("Role"))
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    pin = Pin(label=_("PIN for the till"), help_text=_("4 to 8 digits."))
    password = Password(label=_("Password for the back office"), required=False)

    def __init__(self, *args: Any, by: Staff, person: Staff | None = None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.person = person
        roles = roles_given_by(by)
        if person and Role(person.role) not in roles:
            del self.fields["role"]
        else:
            offer(self, role=[(role.value, role.label) for role in roles])
        self.fields["password"].help_text = _("At least 10 characters. Nobody but a cashier can do without.")
        if person:
            self.fields["pin"].required = False
            self.fields["pin"].help_text = _("4 to 8 digits. Left empty, it stays as it is.")
            self.fields["password"].help_text = _("At least 10 characters. Left empty, it stays as it is.")

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = Staff.objects.filter(name__iexact=name)
        if (others.exclude(id=self.person.id) if self.person else others).exists():
            raise ValidationError(_("Somebody is called that already, or was."))
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        has_password = cleaned.get("password") or (self.person and self.person.password)
        if self.chosen_role != Role.CASHIER and not has_password and "password" not in self.errors:
            self.add_error("password", _("This role needs a password for the back office."))
        return cleaned

    @property
    def chosen_role(self) -> str:
        kept = self.person.role if self.person else Role.CASHIER
        return str(self.cleaned_data.get("role", kept))

    def hashed(self, name: str) -> str | None:
        """The hash of the new PIN or password; None when none was typed."""
        typed = self.cleaned_data[name]
        return make_password(typed) if typed else None

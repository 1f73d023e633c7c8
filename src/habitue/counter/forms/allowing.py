"""What passes a limit is allowed by a manager, who types their PIN in the same dialog."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from habitue.counter.pins import why_not_theirs
from habitue.stores.models import Role, Staff
from habitue.stores.pins import LONGEST

_MANAGERS = (Role.OWNER, Role.STORE_MANAGER)


class ManagerForm(forms.Form):
    """`{% include "counter/manager.html" with form=manager %}` in a form that also sends what is to be allowed."""

    manager = forms.ChoiceField(label=_("Manager"))
    pin = forms.CharField(
        label=_("Their PIN"), max_length=LONGEST, error_messages={"required": _("Type the manager's PIN.")}
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="allowing_%s")
        self.managers = {str(each.id): each for each in Staff.objects.at_work().filter(role__in=_MANAGERS)}
        self.fields["manager"].choices = [(id, each.name) for id, each in self.managers.items()]  # type: ignore[attr-defined]  # a ChoiceField

    @classmethod
    def asked_of(cls, staff: Staff, data: Any) -> "ManagerForm | None":
        """As it was sent; none for a manager, who allows it by doing it."""
        return None if staff.role in _MANAGERS else cls.sent(data)

    @classmethod
    def sent(cls, data: Any) -> "ManagerForm":
        """As it was sent; one that is still to be filled in when nobody was asked yet."""
        return cls(data if "manager" in data else None)

    def allowed_by(self) -> Staff | None:
        """The manager, once their PIN is right; a wrong one is counted and told beside it."""
        if not self.is_valid():
            return None
        manager = self.managers[self.cleaned_data["manager"]]
        if wrong := why_not_theirs(manager, self.cleaned_data["pin"]):
            self.add_error("pin", wrong)
            return None
        return manager

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from habitue.backoffice.forms.categories import TINTS
from habitue.backoffice.forms.fields import CSVUpload, Line
from habitue.customers.models import ALL_CUSTOMERS, Group

LARGEST_FILE = 2 * 1024 * 1024


class GroupForm(forms.Form):
    name = Line(label=_("Name"), max_length=60, error_messages={"required": _("Give it a name.")})
    colour = forms.TypedChoiceField(label=_("Colour of its badge"), choices=TINTS, coerce=int)

    def __init__(self, *args: Any, group: Group | None = None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.group = group
        if group and group.id == ALL_CUSTOMERS:
            # Every node calls it so, each reader in their own language.
            self.fields["name"].disabled = True
            self.fields["name"].help_text = _("Everybody starts in this group. Its name stays.")

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if self.group and self.group.id == ALL_CUSTOMERS:
            return self.group.name
        others = Group.objects.exclude(id=self.group.id) if self.group else Group.objects.all()
        other = next((each for each in others if name.casefold() in {each.name.casefold(), str(each).casefold()}), None)
        if other and other.retired_at:
            raise ValidationError(_("A retired group has this name. Bring it back, or take another name."))
        if other:
            raise ValidationError(_("Another group has this name."))
        return name


class RetireGroupForm(forms.Form):
    """`members_to` is where those in it go."""

    members_to = forms.ModelChoiceField(
        label=_("Its customers go to"), queryset=Group.objects.none(), empty_label=None, initial=ALL_CUSTOMERS
    )

    def __init__(self, *args: Any, group: Group, **rest: Any) -> None:
        super().__init__(*args, **rest)
        others = Group.objects.in_use().exclude(id=group.id).order_by("name")
        cast("forms.ModelChoiceField[Group]", self.fields["members_to"]).queryset = others


class GroupFileForm(forms.Form):
    file = CSVUpload(
        largest=LARGEST_FILE,
        too_large=_("The file has more than 2 MB. Part it into several."),
        help_text=_("The first line names the columns: group, and one of code, card, e-mail and phone."),
    )

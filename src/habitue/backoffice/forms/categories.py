from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from habitue.backoffice.forms.fields import Line
from habitue.catalogue.models import Category

TINTS = (
    (1, _("Sand")),
    (2, _("Sage")),
    (3, _("Mist")),
    (4, _("Rose")),
    (5, _("Lavender")),
    (6, _("Straw")),
)


class CategoryForm(forms.Form):
    name = Line(label=_("Name"), max_length=40, error_messages={"required": _("Give it a name.")})
    position = forms.IntegerField(
        label=_("Place"),
        min_value=1,
        max_value=999,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Among the categories of the till: 1 stands first."),
        error_messages={
            "required": _("Write a number, such as 3."),
            "invalid": _("Write a number, such as 3."),
            "min_value": _("Places go from 1 to 999."),
            "max_value": _("Places go from 1 to 999."),
        },
    )
    colour = forms.TypedChoiceField(label=_("Colour of its tiles"), choices=TINTS, coerce=int)

    def __init__(self, *args: Any, category: Category | None = None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.category = category

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = Category.objects.filter(name__iexact=name)
        other = (others.exclude(id=self.category.id) if self.category else others).first()
        if other and other.retired_at:
            raise ValidationError(_("A retired category has this name: bring it back, or choose another one."))
        if other:
            raise ValidationError(_("Another category has this name."))
        return name

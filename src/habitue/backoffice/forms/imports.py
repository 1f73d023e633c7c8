"""Forms of the pages on which customers are brought in from a file."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from habitue.backoffice.forms.fields import CSVUpload
from habitue.customers.importing.columns import ASIDE, COLUMNS, OWN
from habitue.customers.importing.mapping import Targets
from habitue.customers.models import CustomField, Group, Network

_COLUMN = "column_"
LARGEST_FILE = 500 * 1024 * 1024

LABELS: dict[str, str | Promise] = {
    "code": _("Customer code"),
    "first name": _("First name"),
    "last name": _("Last name"),
    "full name": _("First and last name"),
    "company": _("Company"),
    "phone": _("Phone"),
    "mobile": _("Mobile phone"),
    "e-mail": _("E-mail"),
    "postcode": _("Postcode"),
    "cards": _("Cards"),
    "group": _("Group"),
    "language": _("Language"),
    "note": _("Note"),
    "created": _("Customer since"),
    "birthday": _("Birthday"),
    "website": _("Website"),
    "X (Twitter)": Network.X.label,
    "Instagram": Network.INSTAGRAM.label,
    "Facebook": Network.FACEBOOK.label,
    "TikTok": Network.TIKTOK.label,
    "LinkedIn": Network.LINKEDIN.label,
    "Pinterest": Network.PINTEREST.label,
    "YouTube": Network.YOUTUBE.label,
    "other network": _("Another network"),
    "tags": _("Tags: one becomes the group"),
    "street": _("Address"),
    "street 2": _("Address, second line"),
    "district": _("Address: district"),
    "city": _("Address: city"),
    "region": _("Address: region"),
    "country": _("Address: country"),
    "other street": _("Second address"),
    "other street 2": _("Second address, second line"),
    "other district": _("Second address: district"),
    "other city": _("Second address: city"),
    "other region": _("Second address: region"),
    "other postcode": _("Second address: postcode"),
    "other country": _("Second address: country"),
    "may be kept": _("Consent: may keep my details"),
    "e-mail consent": _("Consent: e-mail"),
    "no e-mail": _("Consent: no e-mail, please"),
    "SMS consent": _("Consent: SMS"),
    "phone consent": _("Consent: phone"),
    "post consent": _("Consent: post"),
    "consent date": _("Consent: when"),
    "consent source": _("Consent: where from"),
}


class ImportFileForm(forms.Form):
    file = CSVUpload(
        largest=LARGEST_FILE,
        too_large=_("The file has more than 500 MB. Part it into several."),
        help_text=_(
            "An export of Lightspeed, Square, Shopify, Loyverse, Odoo or Stockagile as it comes, or any other."
        ),
    )


class ColumnsForm(forms.Form):
    """What each column of the file is."""

    def __init__(self, header: Sequence[str], targets: Targets, data: Any = None, *, brings_back: bool = False) -> None:
        super().__init__(data)
        own = [(f"{OWN}{field.id}", str(field)) for field in CustomField.objects.in_use()]
        choices: list[Any] = [
            ("", _("Pass over")),
            (ASIDE, _("Keep aside for later")),
            (_("Customer"), [(column.name, LABELS[column.name]) for column in COLUMNS]),
        ]
        if own:
            choices.append((_("Fields of the shop’s own"), own))
        for place, (title, target) in enumerate(zip(header, targets, strict=True)):
            label = title or _("Column %(number)d") % {"number": place + 1}
            self.fields[f"{_COLUMN}{place}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=target
            )
        if Group.objects.exclude(retired_at=None).exists():
            self.fields["brings_back"] = forms.BooleanField(
                label=_("Bring back retired groups that the file names"),
                help_text=_("Otherwise the lines that name one are left out."),
                required=False,
                initial=brings_back,
            )

    @property
    def columns(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith(_COLUMN)]

    @property
    def targets(self) -> Targets:
        return [self.cleaned_data[name] for name in self.fields if name.startswith(_COLUMN)]

    @property
    def bringing_back(self) -> bool:
        return bool(self.cleaned_data.get("brings_back"))

    def clean(self) -> None:
        chosen: dict[str, str] = {}
        for field in self.columns:
            name = field.name
            target = self.cleaned_data.get(name, "")
            if target and target != ASIDE and target in chosen:
                message = _("“%(other)s” is this already. Choose something else for one of them.")
                self.add_error(name, message % {"other": chosen[target]})
            chosen.setdefault(target, str(field.label))
        if not set(chosen) - {"", ASIDE}:
            self.add_error(None, _("Say what at least one column is."))

"""Which of the shop's balances each column is that an import kept aside."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from habitue.balances.whole_import import Heading
from habitue.sales.statements import Balance

_COLUMN = "column_"


class ImportBalancesForm(forms.Form):
    def __init__(self, headings: Sequence[Heading], data: Any = None) -> None:
        super().__init__(data)
        choices = (
            ("", _("Leave it aside")),
            (Balance.LOYALTY, Balance.LOYALTY.label),
            (Balance.CREDIT, Balance.CREDIT.label),
            (Balance.ACCOUNT, _("Account: what is owed")),
        )
        for place, heading in enumerate(headings):
            self.fields[f"{_COLUMN}{place}"] = forms.ChoiceField(
                label=heading.name, choices=choices, required=False, initial=heading.guess
            )

    @property
    def told(self) -> dict[str, str]:
        """By heading, of those that are balances: as chosen, or before anybody chose, as they seem to be."""
        chosen = self.cleaned_data if self.is_bound else {name: field.initial for name, field in self.fields.items()}
        return {str(field.label): chosen[name] for name, field in self.fields.items() if chosen.get(name)}

    def clean(self) -> None:
        chosen: dict[str, str] = {}
        for name, field in self.fields.items():
            balance = self.cleaned_data.get(name, "")
            if balance in chosen:
                message = _("“%(other)s” is this already. Choose something else for one of them.")
                self.add_error(name, message % {"other": chosen[balance]})
            elif balance:
                chosen[balance] = str(field.label)
        if not chosen and not self.errors:
            self.add_error(None, _("Say what at least one column is."))

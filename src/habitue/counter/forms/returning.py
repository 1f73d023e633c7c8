"""What is brought back, as it is typed: how many of each line and why; or a product whose receipt is lost."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from habitue.catalogue.models import Kind, Variant
from habitue.lib.amounts import why_wrong
from habitue.lib.money import WrongAmount, parse_amount
from habitue.sales.models import ReturnReason
from habitue.sales.models.basket import MOST_OF_A_LINE
from habitue.sales.returnable import Returnable

WITHOUT_REASON = gettext_lazy("Say why it comes back.")
NOTHING_CHOSEN = gettext_lazy("Say how many pieces of which line come back.")
NO_PRODUCT = gettext_lazy("Find the product first, and choose it.")
WRONG_COUNT = gettext_lazy("A whole number from 1 to 9999, please.")
WHY = [("", gettext_lazy("Why?")), *ReturnReason.choices]


class ReturnForm(forms.Form):
    """How many pieces of each line of a sale come back (`pieces_3` of the line at position 3), and why (`reason_3`)."""

    def __init__(self, data: Any = None, *, left: dict[int, Returnable]) -> None:
        super().__init__(data, auto_id="return_%s")
        self.left = left
        only = len(left) == 1 and next(iter(left.values())).left == 1
        for position, out in left.items():
            self.fields[f"pieces_{position}"] = forms.IntegerField(
                label=_("Pieces of %(line)s") % {"line": out.line.name},
                required=False,
                min_value=0,
                max_value=out.left,
                initial=1 if only else 0,
                error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _no_more_than(out.left)),
            )
            self.fields[f"reason_{position}"] = forms.ChoiceField(
                label=_("Why %(line)s comes back") % {"line": out.line.name}, required=False, choices=WHY
            )

    @property
    def rows(self) -> list[tuple[Returnable, forms.BoundField, forms.BoundField]]:
        return [(out, self[f"pieces_{at}"], self[f"reason_{at}"]) for at, out in self.left.items()]

    @property
    def pieces(self) -> dict[int, int]:
        return {at: count for at in self.left if (count := self.cleaned_data[f"pieces_{at}"])}

    def reason(self, position: int) -> ReturnReason:
        return ReturnReason(self.cleaned_data[f"reason_{position}"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for position in self.left:
            if cleaned.get(f"pieces_{position}") and not cleaned.get(f"reason_{position}"):
                self.add_error(f"reason_{position}", WITHOUT_REASON)
        if not self.errors and not any(cleaned.get(f"pieces_{position}") for position in self.left):
            self.add_error(None, NOTHING_CHOSEN)
        return cleaned


class UnknownReturnForm(forms.Form):
    """A product that comes back without a receipt: how many, what is given for a piece, and why."""

    variant = forms.UUIDField(required=False, error_messages={"invalid": NO_PRODUCT})
    pieces = forms.IntegerField(
        label=gettext_lazy("Pieces"),
        initial=1,
        min_value=1,
        max_value=MOST_OF_A_LINE,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), WRONG_COUNT),
    )
    price = forms.CharField(label=gettext_lazy("Given back for a piece"), max_length=20, required=False)
    reason = forms.ChoiceField(
        label=gettext_lazy("Why it comes back"),
        choices=ReturnReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": WITHOUT_REASON},
    )

    def __init__(self, data: Any = None, *, currency: str, initial: dict[str, str] | None = None) -> None:
        super().__init__(data, initial=initial, auto_id="unknown_%s")
        self.currency = currency
        self.chosen: Variant | None = None

    def clean_variant(self) -> Variant:
        goods = Variant.objects.filter(product__kind=Kind.GOODS).select_related("product")
        self.chosen = goods.filter(id=self.cleaned_data["variant"]).first()
        if self.chosen is None:
            raise forms.ValidationError(str(NO_PRODUCT))
        return self.chosen

    def clean_price(self) -> int:
        typed: str = self.cleaned_data["price"].strip()
        asked = _("Type what is given back for a piece, as an amount of money.")
        try:
            price = parse_amount(typed, self.currency)
        except WrongAmount as wrong:
            raise forms.ValidationError(why_wrong(wrong, asked)) from None
        if price < 0:
            raise forms.ValidationError(asked)
        if self.chosen and price > self.chosen.price:
            raise forms.ValidationError(_("No more is given back for a piece than it costs today."))
        return price


def _no_more_than(left: int) -> str:
    return _("No more than %(left)s can come back.") % {"left": left}

"""The rules of a price book: so much off a category, a brand, a supplier or everything."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from habitue.backoffice.forms.book_prices import percent_typed
from habitue.backoffice.forms.price_fields import PercentOff, Pieces
from habitue.catalogue.models import Category, Product
from habitue.contacts.models import Supplier
from habitue.lib.ids import new_id
from habitue.pricing.given import GivenRule
from habitue.pricing.models import BookRule, PriceBook

BLANK_ROWS = 3
MOST_ROWS = 200
EVERYTHING = "everything"


def choices_of_rules() -> list[Any]:
    """Everything, and each category, brand and supplier: "category:<id>", "brand:<name>", "supplier:<id>"."""
    brands = Product.objects.exclude(brand="").order_by("brand").values_list("brand", flat=True).distinct()
    aimed_at = Q(id__in=BookRule.objects.exclude(category=None).values("category"))
    categories = Category.objects.filter(Q(retired_at=None) | aimed_at)
    return [
        ("", "—"),
        (EVERYTHING, _("everything")),
        (_("Category"), [(f"category:{each.id}", each.name) for each in categories]),
        (_("Brand"), [(f"brand:{brand}", brand) for brand in brands]),
        (_("Supplier"), [(f"supplier:{each.id}", each.company) for each in Supplier.objects.all()]),
    ]


def value_of_rule(rule: BookRule) -> str:
    if rule.category_id:
        return f"category:{rule.category_id}"
    if rule.supplier_id:
        return f"supplier:{rule.supplier_id}"
    return f"brand:{rule.brand}" if rule.brand else EVERYTHING


class RuleRow(forms.Form):
    percent_off = PercentOff(label=_("Per cent off"))
    on = forms.ChoiceField(label=_("Off what"), required=False)
    from_quantity = Pieces(label=_("From (pieces)"), required=False)

    use_required_attribute = False

    def __init__(self, *args: Any, choices: list[Any], **rest: Any) -> None:
        super().__init__(*args, **rest)
        on = self.fields["on"]
        assert isinstance(on, forms.ChoiceField)  # noqa: S101 - it is declared above
        on.choices = choices

    @property
    def says_nothing(self) -> bool:
        return not any(str(self[name].value() or "").strip() for name in ("percent_off", "on"))

    def full_clean(self) -> None:
        """What says nothing has nothing wrong in it."""
        super().full_clean()
        if self.is_bound and self.says_nothing:
            self._errors = ErrorDict()

    def clean(self) -> None:
        if self.cleaned_data.get("on") and self.cleaned_data.get("percent_off") is None and not self.errors:
            self.add_error("percent_off", _("Say how much."))
        if self.cleaned_data.get("percent_off") is not None and not self.cleaned_data.get("on") and not self.errors:
            self.add_error("on", _("Choose what it is off."))

    def given(self) -> GivenRule:
        said = self.cleaned_data
        kind, _colon, what = said["on"].partition(":")
        return GivenRule(
            id=new_id(),
            percent_off=said["percent_off"],
            category=UUID(what) if kind == "category" else None,
            brand=what if kind == "brand" else "",
            supplier=UUID(what) if kind == "supplier" else None,
            from_quantity=said["from_quantity"] or 1,
        )


class RuleRows:
    """The book's rules and some blank rows. One that is emptied goes."""

    def __init__(self, book: PriceBook, country: str, data: Any = None) -> None:
        choices, kept = choices_of_rules(), list(book.rules.order_by("id"))
        if data is None:
            initials = [
                {
                    "percent_off": percent_typed(rule.percent_off, country),
                    "on": value_of_rule(rule),
                    "from_quantity": rule.from_quantity,
                }
                for rule in kept
            ]
            initials += [{"from_quantity": 1}] * BLANK_ROWS
            self.rows = [
                RuleRow(prefix=f"r{place}", initial=initial, choices=choices) for place, initial in enumerate(initials)
            ]
        else:
            places = [place for place in range(MOST_ROWS) if f"r{place}-on" in data]
            self.rows = [RuleRow(data, prefix=f"r{place}", choices=choices) for place in places]

    def __iter__(self) -> Iterator[RuleRow]:
        return iter(self.rows)

    def is_valid(self) -> bool:
        said = [row for row in self.rows if not row.says_nothing]
        right = not [row for row in said if not row.is_valid()]
        seen: set[tuple[str, int]] = set()
        for row in said:
            place = (row.cleaned_data.get("on", ""), row.cleaned_data.get("from_quantity") or 1)
            if row.is_valid() and place in seen:
                row.add_error("on", ValidationError(_("This stands above already.")))
                right = False
            seen.add(place)
        return right

    @property
    def wrong(self) -> list[RuleRow]:
        return [row for row in self.rows if row.is_bound and not row.says_nothing and row.errors]

    @property
    def rules(self) -> list[GivenRule]:
        return [row.given() for row in self.rows if not row.says_nothing]

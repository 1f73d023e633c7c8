"""The rows of a price book that are typed in: what is typed is kept as typed until all of it is right."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from decimal import Decimal
from typing import Any
from uuid import UUID

from babel.numbers import format_decimal
from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from habitue.backoffice.forms.price_fields import OptionalPrice, PercentOff, Pieces, tell_money
from habitue.catalogue.models import Variant
from habitue.lib.ids import new_id
from habitue.lib.money import Money, local_manner, show_plain
from habitue.pricing.given import GivenPrice, PriceAt
from habitue.pricing.models import BookPrice

MOST_ROWS = 600
_ROW = re.compile(r"p([0-9a-f]{32})-variant")


def percent_typed(percent: Decimal | None, country: str) -> str:
    """A percentage as somebody would type it."""
    if percent is None:
        return ""
    return format_decimal(percent, "0.##", locale=local_manner(country, get_language() or ""))


class PriceRow(forms.Form):
    """What `variant` costs from a quantity on. `was` is the quantity under which the book has it now, if it does."""

    variant = forms.UUIDField(widget=forms.HiddenInput)
    was = forms.IntegerField(required=False, min_value=1, max_value=99999, widget=forms.HiddenInput)
    from_quantity = Pieces(label=_("From (pieces)"))
    price = OptionalPrice(label=_("Price"))
    percent_off = PercentOff(label=_("Per cent off"))
    removed = forms.BooleanField(label=_("Remove"), required=False)

    use_required_attribute = False

    def __init__(self, *args: Any, variant: Variant, currency: str, country: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.of = variant
        tell_money(self, currency, country)

    @property
    def is_gone(self) -> bool:
        """Whether it says that there is to be no such price."""
        return bool(self["removed"].value()) or self.says_nothing

    @property
    def says_nothing(self) -> bool:
        """Whether nothing was typed into a row that is not in the book yet."""
        return not self["was"].value() and not any(
            str(self[name].value() or "").strip() for name in ("price", "percent_off")
        )

    def full_clean(self) -> None:
        """What says nothing, or is to go, has nothing wrong in it."""
        super().full_clean()
        if self.is_bound and self.is_gone:
            self._errors = ErrorDict()

    def clean(self) -> None:
        price, percent = self.cleaned_data.get("price"), self.cleaned_data.get("percent_off")
        if self.errors:
            return
        if price is None and percent is None:
            self.add_error("price", _("Give it a price or a percentage, or remove it."))
        elif price is not None and percent is not None:
            self.add_error("percent_off", _("A price or a percentage, not both."))


class PriceRows:
    """The rows p<id>-… of the page, as posted; or as the book has them."""

    def __init__(self, currency: str, country: str) -> None:
        self._shop: dict[str, str] = {"currency": currency, "country": country}
        self.rows: list[PriceRow] = []

    def __iter__(self) -> Iterator[PriceRow]:
        return iter(self.rows)

    def stored(self, prices: Iterable[BookPrice]) -> None:
        """`prices` come with their variants."""
        for price in prices:
            initial = {
                "variant": price.variant_id,
                "was": price.from_quantity,
                "from_quantity": price.from_quantity,
                "percent_off": percent_typed(price.percent_off, self._shop["country"]),
            }
            if price.price is not None:
                money = Money(price.price, self._shop["currency"])
                initial["price"] = show_plain(money, self._shop["country"], get_language() or "")
            self.rows.append(PriceRow(prefix=f"p{price.id.hex}", initial=initial, variant=price.variant, **self._shop))

    def blank(self, variant: Variant, from_quantity: int | None = 1) -> None:
        initial = {"variant": variant.id, "from_quantity": from_quantity}
        self.rows.append(PriceRow(prefix=f"p{new_id().hex}", initial=initial, variant=variant, **self._shop))

    def focus_on(self, field: str) -> None:
        """The focus goes there, in the first row, when the rows come to the page."""
        for row in self.rows[:1]:
            row.fields[field].widget.attrs["autofocus"] = True

    def posted(self, data: Any) -> None:
        variants: dict[str, UUID] = {}
        for name in data:
            if (found := _ROW.fullmatch(name)) and len(variants) < MOST_ROWS:
                with suppress(ValueError):
                    variants[found[1]] = UUID(data[name])
        known = Variant.objects.select_related("product").in_bulk(set(variants.values()))
        self.rows = [
            PriceRow(data, prefix=f"p{row}", variant=known[variant], **self._shop)
            for row, variant in variants.items()
            if variant in known
        ]

    def is_valid(self) -> bool:
        """Asks all of them, so that everything that is wrong is told at once."""
        kept = [row for row in self.rows if not row.is_gone]
        right = not [row for row in kept if not row.is_valid()]
        seen: set[tuple[UUID, int]] = set()
        for row in kept:
            if not row.is_valid():
                continue
            place = (row.of.id, row.cleaned_data["from_quantity"])
            if place in seen:
                row.add_error(
                    "from_quantity", ValidationError(_("This variant has a price from as many pieces above."))
                )
                right = False
            seen.add(place)
        return right

    @property
    def wrong(self) -> list[PriceRow]:
        return [row for row in self.rows if row.is_bound and not row.is_gone and row.errors]

    @property
    def prices(self) -> list[GivenPrice]:
        return [
            GivenPrice(
                id=new_id(),
                variant=row.of.id,
                **{name: row.cleaned_data[name] for name in ("from_quantity", "price", "percent_off")},
            )
            for row in self.rows
            if not row.is_gone
        ]

    @property
    def removed(self) -> list[PriceAt]:
        """Places in the book that rows have left."""
        gone = []
        for row in self.rows:
            was = row.fields["was"]
            with suppress(ValidationError):
                before = was.clean(row["was"].value())
                if before and (row.is_gone or row.cleaned_data["from_quantity"] != before):
                    gone.append(PriceAt(variant=row.of.id, from_quantity=before))
        return gone

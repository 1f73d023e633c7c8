"""A product and the rows of its variants: what is typed is kept as typed until all of it is right."""

import re
from collections.abc import Iterator
from typing import Any, cast

from babel.numbers import format_decimal
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from habitue.backoffice.forms.fields import Line
from habitue.catalogue.barcodes import split, wrong_barcode
from habitue.catalogue.given import GivenVariant
from habitue.catalogue.models import Barcode, Category, Product, TaxRate, Variant
from habitue.catalogue.skus import propose_sku
from habitue.contacts.models import Supplier
from habitue.lib.amounts import why_wrong
from habitue.lib.ids import new_id, uuid_or_none
from habitue.lib.money import Money, WrongAmount, local_manner, parse_amount, show_plain

MOST_ROWS = 500
_ROW = re.compile(r"v([0-9]{1,4})-sku")


class TaxRateChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django has no brackets at run time
    """The shop's rates, each with its per cent as the country writes it."""

    country = "FR"

    def label_from_instance(self, obj: Any) -> str:
        percent = format_decimal(obj.rate * 100, "#,##0.####", locale=local_manner(self.country, get_language() or ""))
        return f"{obj.name} · {percent}\u202f%"


class ProductForm(forms.Form):
    """What `product` has already is offered although it may be retired."""

    name = Line(label=_("Name"), max_length=120, error_messages={"required": _("Give it a name.")})
    brand = Line(label=_("Brand"), max_length=60, required=False)
    category = forms.ModelChoiceField(
        label=_("Category"), queryset=Category.objects.none(), required=False, empty_label=_("None")
    )
    supplier = forms.ModelChoiceField(
        label=_("Supplier"),
        queryset=Supplier.objects.none(),
        required=False,
        empty_label=pgettext_lazy("supplier", "None"),
    )
    tax_rate = TaxRateChoice(label=_("Tax rate"), queryset=TaxRate.objects.none(), empty_label=None)

    def __init__(self, *args: Any, country: str, product: Product | None = None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for name, model in (("category", Category), ("supplier", Supplier), ("tax_rate", TaxRate)):
            has = getattr(product, f"{name}_id", None)
            offered = model.objects.filter(Q(retired_at=None) | Q(id=has))
            cast("forms.ModelChoiceField[Any]", self.fields[name]).queryset = offered
        tax_rate = self.fields["tax_rate"]
        assert isinstance(tax_rate, TaxRateChoice)  # noqa: S101 - it is declared above
        tax_rate.country = country


class Price(forms.CharField):
    """An amount as people write it, in minor units when it is right."""

    def __init__(self, **rest: Any) -> None:
        attributes = {"inputmode": "decimal", "autocomplete": "off", "class": "input input-money"}
        super().__init__(widget=forms.TextInput(attributes), **rest)
        self.currency, self.country = "EUR", "FR"

    def show(self, minor: int) -> str:
        return show_plain(Money(minor, self.currency), self.country)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        try:
            price = parse_amount(typed, self.currency)
        except WrongAmount as wrong:
            example = self.show(8900 if self.show(0) != "0" else 89)
            raise ValidationError(why_wrong(wrong, _("Write it as %(example)s.") % {"example": example})) from None
        if price < 0:
            raise ValidationError(_("A price is not below zero."))
        return price


class VariantForm(forms.Form):
    """One row. `variant` is the one that it changes; None for a new one."""

    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    size = Line(label=_("Size"), max_length=20, required=False)
    colour = Line(label=_("Colour"), max_length=30, required=False)
    sku = Line(label=_("SKU"), max_length=40, required=False)
    barcodes = Line(label=_("Barcodes"), max_length=400, required=False)
    price = Price(label=_("Price"), error_messages={"required": _("Give it a price.")})
    retired = forms.BooleanField(label=pgettext_lazy("variant", "Retired"), required=False)

    use_required_attribute = False

    def __init__(self, *args: Any, currency: str, country: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for name in ("size", "colour", "sku", "barcodes"):
            self.fields[name].widget.attrs |= {"class": "input", "autocomplete": "off"}
        price = self.fields["price"]
        assert isinstance(price, Price)  # noqa: S101 - it is declared above
        price.currency, price.country = currency, country
        self.variant: Variant | None = None

    def clean_barcodes(self) -> list[str]:
        codes = split(self.cleaned_data["barcodes"])
        for reason in filter(None, map(wrong_barcode, codes)):
            raise ValidationError(reason)
        return codes

    @property
    def says_nothing(self) -> bool:
        """Whether it is a new row into which nothing was typed."""
        return self.variant is None and not any(
            str(self[name].value() or "").strip() for name in ("size", "colour", "sku", "barcodes", "price")
        )


class VariantRows:
    """The rows of one product, read from the fields v0-…, v1-… of the form in which they stand."""

    def __init__(self, currency: str, country: str, product: Product | None = None, data: Any = None) -> None:
        self.variants = {variant.id: variant for variant in _variants_of(product)} if product else {}
        self._shop = {"currency": currency, "country": country}
        self.rows = list(self._typed(data) if data is not None else self._stored())
        self.problem = ""

    def __iter__(self) -> Iterator[VariantForm]:
        return iter(self.rows)

    @property
    def wrong(self) -> bool:
        """Whether anything in them is to be mended, once they were asked."""
        return bool(self.problem) or any(row.is_bound and row.errors for row in self.rows)

    @property
    def blank(self) -> VariantForm:
        """A new row; `__` stands where its number will be."""
        return VariantForm(prefix="v__", **self._shop)

    def is_valid(self) -> bool:
        written = [row for row in self.rows if not row.says_nothing]
        if not written:
            self.problem = str(_("A product needs at least one row with a price."))
            self.rows = self.rows or [VariantForm(prefix="v0", **self._shop)]
            return False
        self.rows = written
        wrong = [row for row in written if not row.is_valid()]
        if not wrong:
            self._refuse_what_is_taken()
        return not self.wrong

    def given(self, brand: str, name: str) -> list[GivenVariant]:
        taken = {row.cleaned_data["sku"] for row in self.rows}
        variants = []
        for row in self.rows:
            typed = row.cleaned_data
            sku = typed["sku"] or propose_sku(brand, name, typed["size"], typed["colour"], taken=taken)
            taken.add(sku)
            variants.append(
                GivenVariant(
                    id=row.variant.id if row.variant else new_id(),
                    sku=sku,
                    price=typed["price"],
                    size=typed["size"],
                    colour=typed["colour"],
                    barcodes=typed["barcodes"],
                    retired=typed["retired"],
                )
            )
        return variants

    def _typed(self, data: Any) -> Iterator[VariantForm]:
        numbers = sorted(int(found[1]) for found in map(_ROW.fullmatch, data) if found)
        for number in numbers[:MOST_ROWS]:
            row = VariantForm(data, prefix=f"v{number}", **self._shop)
            id = uuid_or_none(row["id"].value())
            row.variant = self.variants.get(id) if id else None
            yield row

    def _stored(self) -> Iterator[VariantForm]:
        for number, variant in enumerate(self.variants.values()):
            initial = {
                "id": variant.id,
                "size": variant.size,
                "colour": variant.colour,
                "sku": variant.sku,
                "barcodes": " ".join(barcode.code for barcode in variant.barcodes.all()),
                "retired": variant.retired_at is not None,
            }
            row = VariantForm(prefix=f"v{number}", initial=initial, **self._shop)
            row.initial["price"] = show_plain(Money(variant.price, self._shop["currency"]), self._shop["country"])
            row.variant = variant
            yield row
        if not self.variants:
            yield VariantForm(prefix="v0", **self._shop)

    def _refuse_what_is_taken(self) -> None:
        ours = {row.variant.id for row in self.rows if row.variant}
        skus = [row.cleaned_data["sku"] for row in self.rows if row.cleaned_data["sku"]]
        codes = [code for row in self.rows for code in row.cleaned_data["barcodes"]]
        others = Variant.objects.exclude(id__in=ours).select_related("product")
        sku_of = {variant.sku: variant for variant in others.filter(sku__in=skus)}
        held = Barcode.objects.filter(code__in=codes).exclude(variant__in=ours).select_related("variant__product")
        code_of = {barcode.code: barcode.variant for barcode in held}
        seen: set[str] = set()
        seen_codes: set[str] = set()
        for row in self.rows:
            sku = row.cleaned_data["sku"]
            if other := sku_of.get(sku):
                row.add_error("sku", _taken(_("%(code)s is the SKU of %(product)s."), sku, other))
            elif sku and sku in seen:
                row.add_error("sku", ValidationError(_("%(code)s stands twice here."), params={"code": sku}))
            seen.add(sku)
            for code in row.cleaned_data.get("barcodes", []):
                if other := code_of.get(code):
                    row.add_error("barcodes", _taken(_("%(code)s is the barcode of %(product)s."), code, other))
                elif code in seen_codes:
                    row.add_error("barcodes", ValidationError(_("%(code)s stands twice here."), params={"code": code}))
                seen_codes.add(code)


def _variants_of(product: Product) -> list[Variant]:
    return list(product.variants.order_by("position", "id").prefetch_related("barcodes"))


def _taken(message: Any, code: str, holder: Variant) -> ValidationError:
    name = " ".join(filter(None, (holder.product.brand, holder.product.name, holder.options)))
    return ValidationError(message, params={"code": code, "product": name})

"""One line of the file as values of the catalogue, or what is wrong with it in words for whoever mends it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from habitue.catalogue.barcodes import shortened, split, was_shortened, wrong_barcode
from habitue.catalogue.models import Category, Product, TaxRate, Variant
from habitue.contacts.models import Supplier
from habitue.lib.amounts import why_not_in
from habitue.lib.csvfile import Problem, Row
from habitue.lib.decimals import NotANumber, read_percent
from habitue.lib.money import WrongAmount, parse_amount
from habitue.lib.text import fold, squeeze


@dataclass(slots=True)
class Line:
    """What a line says; "" or None where it says nothing."""

    row: Row
    name: str = ""
    brand: str = ""
    category: str = ""
    supplier: str = ""
    tax_rate: UUID | None = None
    sku: str = ""
    barcodes: list[str] = field(default_factory=list)
    size: str = ""
    colour: str = ""
    price: int | None = None


def longest(model: type[Product | Variant | Category | Supplier], name: str) -> int:
    """How many characters the database takes."""
    return getattr(model._meta.get_field(name), "max_length", None) or 0


class Reader:
    """Reads lines of one file, in the shop's currency and with its tax rates. Problems are added to the row's own."""

    def __init__(self, headers: Mapping[str, str], currency: str, tax_rates: Iterable[TaxRate]) -> None:
        self._headers = headers
        self._currency = currency
        self._tax_rates = list(tax_rates)

    def read(self, row: Row) -> Line:
        line = Line(row)
        line.name = self._text(row, "name", longest(Product, "name"))
        line.brand = self._text(row, "brand", longest(Product, "brand"))
        line.category = self._text(row, "category", longest(Category, "name"))
        line.supplier = self._text(row, "supplier", longest(Supplier, "company"))
        line.size = self._text(row, "size", longest(Variant, "size"))
        line.colour = self._text(row, "colour", longest(Variant, "colour"))
        line.sku = self._text(row, "sku", longest(Variant, "sku"))
        line.tax_rate = self._tax_rate(row)
        line.barcodes = self._barcodes(row)
        line.price = self._price(row)
        if not line.sku and not line.barcodes and not row.problems:
            self.complain(row, "sku", _("A SKU or a barcode is needed to tell the variants apart."))
        return line

    def complain(self, row: Row, column: str, reason: str) -> None:
        row.problems.append(Problem(row.line, self._headers.get(column, column), reason))

    def _text(self, row: Row, column: str, limit: int) -> str:
        text = squeeze(row.cells.get(column, ""))
        if "\ufffd" in text:
            self.complain(row, column, _("A letter cannot be read. Save the file as CSV (UTF-8)."))
        elif len(text) > limit:
            self.complain(row, column, _("Too long: at most {limit} characters.").format(limit=limit))
        elif column == "sku" and was_shortened(text):
            self.complain(row, column, shortened())
        return text

    def _price(self, row: Row) -> int | None:
        typed = squeeze(row.cells.get("price", ""))
        if not typed:
            return None
        bare = typed
        for sign in (self._currency, self._currency.lower()):
            bare = bare.replace(sign, "")
        try:
            price = parse_amount(bare, self._currency)
        except WrongAmount as wrong:
            self.complain(row, "price", why_not_in(self._currency, wrong, typed))
            return None
        if price < 0:
            self.complain(row, "price", _("A price is not below zero."))
        return price

    def _tax_rate(self, row: Row) -> UUID | None:
        typed = squeeze(row.cells.get("tax rate", ""))
        if not typed:
            return None
        percent = _percent(typed)
        for tax_rate in self._tax_rates:
            if fold(tax_rate.name) == fold(typed) or (percent is not None and tax_rate.rate * 100 == percent):
                return tax_rate.id
        known = ", ".join(
            f"{rate.name} ({number_format(f'{(rate.rate * 100).normalize():f}')} %)" for rate in self._tax_rates
        )
        message = _("The shop has no tax rate “{typed}”. It has: {known}.")
        self.complain(row, "tax rate", message.format(typed=typed, known=known))
        return None

    def _barcodes(self, row: Row) -> list[str]:
        codes = split(row.cells.get("barcode", ""))
        for code in codes:
            if reason := wrong_barcode(code):
                self.complain(row, "barcode", reason)
        return codes


def _percent(typed: str) -> Decimal | None:
    try:
        return read_percent(typed)
    except NotANumber:
        return None

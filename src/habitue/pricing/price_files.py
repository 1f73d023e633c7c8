"""A price book's prices as a CSV file: read with what is wrong in which line, and written so that it can be read."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import batched
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from habitue.catalogue.barcodes import normal, shortened, was_shortened
from habitue.catalogue.models import Barcode, Variant
from habitue.lib.amounts import why_not_in
from habitue.lib.csvfile import Column, CSVFile, Row, WrongCell, safe_cell
from habitue.lib.csvreport import Outcome
from habitue.lib.decimals import NotANumber, read_percent_off
from habitue.lib.ids import new_id
from habitue.lib.money import Money, WrongAmount, major, parse_amount
from habitue.lib.text import squeeze
from habitue.pricing.given import GivenPrice
from habitue.pricing.models import BookPrice, PriceBook

COLUMNS = (
    Column("sku", ("reference", "item code", "article code", "référence", "réf", "code article", "ugs")),
    Column("barcode", ("ean", "ean13", "ean-13", "gtin", "upc", "code-barres", "code barre")),
    Column(
        "from quantity",
        ("quantity", "min quantity", "from", "quantité", "à partir de", "quantité minimale", "dès"),
    ),
    Column("price", ("new price", "book price", "prix", "nouveau prix", "tarif")),
    Column("percent off", ("percent", "discount", "discount %", "% off", "remise", "remise %", "% de remise")),
)
WRITTEN = ("sku", "barcode", "product", "size", "colour", "list price", "from quantity", "price", "percent off")
MOST_PIECES = 9999
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Sample:
    """What a line would do to a price: `was` is None where the book has none yet."""

    variant: Variant
    was: BookPrice | None
    now: GivenPrice


@dataclass(slots=True)
class ReadPrices:
    """What a file says: the prices that its good lines change or add, and what came of all lines."""

    prices: list[GivenPrice] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    outcome: Outcome = field(default_factory=Outcome)


@dataclass(slots=True)
class _Known:
    """The variants that a file speaks of, by SKU and by barcode."""

    skus: dict[str, Variant] = field(default_factory=dict)
    codes: dict[str, Variant] = field(default_factory=dict)


def read_prices(path: Path, book: PriceBook, currency: str, *, samples: int = 10) -> ReadPrices:
    """Nothing is changed by it. Raises NotACSV."""
    with CSVFile(path, COLUMNS) as file:
        read = ReadPrices(outcome=Outcome(ignored=file.ignored))
        rows = list(file)
    known = _known(rows)
    held = {(price.variant_id, price.from_quantity): price for price in book.prices.all()}
    lines: dict[tuple[UUID, int], int] = {}
    for row in rows:
        try:
            row.refuse_broken()
            variant, price = _price(row, known, currency)
            place = (variant.id, price.from_quantity)
            if place in lines:
                raise WrongCell(_("Line {line} has a price for this already.").format(line=lines[place]), "sku")
            lines[place] = row.line
        except WrongCell as wrong:
            read.outcome.add_bad([file.problem(row, wrong)])
            continue
        was = held.get(place)
        if was and (was.price, was.percent_off) == (price.price, price.percent_off):
            read.outcome.unchanged += 1
            continue
        if was:
            read.outcome.changed += 1
        else:
            read.outcome.created += 1
        read.prices.append(price)
        if len(read.samples) < samples:
            read.samples.append(Sample(variant, was, price))
    return read


def written_prices(prices: Iterable[BookPrice], currency: str) -> bytes:
    """`prices` come with variant, product and barcodes. A spreadsheet takes no cell for a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(WRITTEN)
    for price in prices:
        variant = price.variant
        cells = [
            variant.sku,
            next((barcode.code for barcode in variant.barcodes.all()), ""),
            variant.product.name,
            variant.size,
            variant.colour,
            str(major(Money(variant.price, currency))),
            str(price.from_quantity),
            "" if price.price is None else str(major(Money(price.price, currency))),
            "" if price.percent_off is None else f"{price.percent_off.normalize():f}",
        ]
        writer.writerow(map(safe_cell, cells))
    return text.getvalue().encode("utf-8-sig")


def _known(rows: list[Row]) -> _Known:
    known = _Known()
    skus = {squeeze(row.cells.get("sku", "")) for row in rows} - {""}
    codes = {normal(squeeze(row.cells.get("barcode", ""))) for row in rows} - {""}
    for some in batched(sorted(skus | {sku.upper() for sku in skus}), AT_ONCE, strict=False):
        found = Variant.objects.filter(sku__in=some).select_related("product")
        known.skus |= {variant.sku: variant for variant in found}
    for some in batched(sorted(codes), AT_ONCE, strict=False):
        for barcode in Barcode.objects.filter(code__in=some).select_related("variant__product"):
            known.codes[barcode.code] = barcode.variant
    return known


def _price(row: Row, known: _Known, currency: str) -> tuple[Variant, GivenPrice]:
    variant = _variant(row, known)
    price, percent = _amount(row, currency), _percent(row)
    if price is None and percent is None:
        raise WrongCell(_("The line has neither a price nor a percentage."), "price")
    if price is not None and percent is not None:
        raise WrongCell(_("A price or a percentage, not both."), "percent off")
    given = GivenPrice(id=new_id(), variant=variant.id, from_quantity=_quantity(row), price=price, percent_off=percent)
    return variant, given


def _variant(row: Row, known: _Known) -> Variant:
    sku, code = squeeze(row.cells.get("sku", "")), squeeze(row.cells.get("barcode", ""))
    if not sku and not code:
        raise WrongCell(_("A SKU or a barcode is needed to tell the variants apart."), "sku")
    for column, typed in (("sku", sku), ("barcode", code)):
        if was_shortened(typed):
            raise WrongCell(shortened(), column)
    by_sku, by_code = known.skus.get(sku) or known.skus.get(sku.upper()), known.codes.get(normal(code))
    if sku and not by_sku:
        raise WrongCell(_("No variant has the SKU {sku}.").format(sku=sku[:40]), "sku")
    if code and not by_code and not by_sku:
        raise WrongCell(_("No variant has the barcode {code}.").format(code=code[:48]), "barcode")
    if by_sku and by_code and by_sku != by_code:
        raise WrongCell(_("{code} is the barcode of {sku}.").format(code=code, sku=by_code.sku), "barcode")
    found = by_sku or by_code
    assert found is not None  # noqa: S101 - one of the two was typed, and what was typed is known
    return found


def _quantity(row: Row) -> int:
    typed = squeeze(row.cells.get("from quantity", ""))
    if not typed:
        return 1
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 6 and 1 <= int(typed) <= MOST_PIECES):
        raise WrongCell(_("“{typed}” is not a number of pieces.").format(typed=typed[:40]), "from quantity")
    return int(typed)


def _amount(row: Row, currency: str) -> int | None:
    typed = squeeze(row.cells.get("price", "")).replace(currency, "").replace(currency.lower(), "")
    if not typed:
        return None
    try:
        price = parse_amount(typed, currency)
    except WrongAmount as wrong:
        raise WrongCell(why_not_in(currency, wrong, typed), "price") from None
    if price < 0:
        raise WrongCell(_("A price is not below zero."), "price")
    return price


def _percent(row: Row) -> Decimal | None:
    typed = squeeze(row.cells.get("percent off", ""))
    if not typed:
        return None
    try:
        return round(read_percent_off(typed), 2)
    except NotANumber:
        message = _("“{typed}” is not a percentage from 0 to 100 with at most 2 decimals.")
        raise WrongCell(message.format(typed=typed[:40]), "percent off") from None

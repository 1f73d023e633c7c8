"""Which product and variant each line means: one that the shop has, or a new one."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.utils.translation import gettext as _

from habitue.catalogue.given import GivenProduct, GivenVariant
from habitue.catalogue.importing.held import Held, name_key
from habitue.catalogue.importing.lines import Line, Reader
from habitue.lib.ids import new_id
from habitue.lib.text import fold


@dataclass(slots=True)
class Match:
    """A product and the good lines that speak of it. `before` is None for a new one."""

    id: UUID
    before: GivenProduct | None
    lines: list[Line] = field(default_factory=list)
    standard: UUID | None = None

    def said(self, attribute: str) -> Line | None:
        """The first line that says anything of the product's `attribute`."""
        return next((line for line in self.lines if getattr(line, attribute)), None)

    @property
    def category(self) -> str:
        line = self.said("category")
        return line.category if line else ""

    @property
    def supplier(self) -> str:
        line = self.said("supplier")
        return line.supplier if line else ""

    def given(self, held: Held) -> GivenProduct:
        """The product as it is to be."""
        before = self.before
        name, brand, tax_rate = self.said("name"), self.said("brand"), self.said("tax_rate")
        chosen = tax_rate.tax_rate if tax_rate else before.tax_rate if before else self.standard
        assert chosen is not None  # noqa: S101 - one of the three, and the types cannot say so
        return GivenProduct(
            id=self.id,
            name=name.name if name else before.name if before else "",
            brand=brand.brand if brand else before.brand if before else "",
            category=held.category(self.category) if self.category else before.category if before else None,
            supplier=held.supplier(self.supplier) if self.supplier else before.supplier if before else None,
            tax_rate=chosen,
            variants=self._variants(),
        )

    def states(self, held: Held) -> dict[int, str]:
        """By the line's number: whether it creates, changes or leaves what it speaks of."""
        if self.before is None:
            return {line.row.line: "created" for line in self.lines}
        after = self.given(held)
        renamed = replace(after, variants=[]) != replace(self.before, variants=[])
        before = {variant.sku: variant for variant in self.before.variants}
        now = {variant.sku: variant for variant in after.variants}
        return {
            line.row.line: "created"
            if line.sku not in before
            else "changed"
            if renamed or now[line.sku] != before[line.sku]
            else "unchanged"
            for line in self.lines
        }

    def _variants(self) -> list[GivenVariant]:
        variants = {variant.sku: variant for variant in self.before.variants} if self.before else {}
        for line in self.lines:
            known = variants.get(line.sku) or GivenVariant(id=new_id(), sku=line.sku, price=0)
            variants[line.sku] = replace(
                known,
                price=known.price if line.price is None else line.price,
                size=line.size or known.size,
                colour=line.colour or known.colour,
                barcodes=sorted({*known.barcodes, *line.barcodes}),
            )
        return list(variants.values())


def match(lines: Iterable[Line], held: Held, reader: Reader, *, standard: UUID) -> list[Match]:
    """The products of the good lines, in the file's order; a line that fits nowhere gets a problem."""
    good = _told_apart([line for line in lines if not line.row.problems], held, reader)
    products = dict(held.names)
    products |= {
        name_key(line.name, line.brand): held.variants[line.sku].product_id
        for line in reversed(good)
        if line.name and line.sku in held.variants
    }
    places: list[tuple[UUID, Line]] = []
    for line in good:
        known = held.variants.get(line.sku)
        if known is None and not _is_complete(line, reader):
            continue
        key = name_key(line.name, line.brand)
        places.append((known.product_id if known else products.setdefault(key, new_id()), line))
    held.load(product for product, _line in places)
    matches: dict[UUID, Match] = {}
    for product, line in places:
        found = matches.setdefault(product, Match(product, held.products.get(product), standard=standard))
        if _agrees(line, found, reader):
            found.lines.append(line)
    return [found for found in matches.values() if found.lines]


def _told_apart(lines: list[Line], held: Held, reader: Reader) -> list[Line]:
    """The lines whose SKU and barcodes are theirs alone; a line without a SKU gets the one of its barcode."""
    by_sku: dict[str, Line] = {}
    by_code: dict[str, Line] = {}
    for line in lines:
        if not line.sku:
            known = held.barcodes.get(line.barcodes[0])
            line.sku = known.sku if known else line.barcodes[0][:40]
        other = by_sku.setdefault(line.sku, line)
        if other is not line:
            reader.complain(line.row, "sku", _("This SKU stands in line {line} already.").format(line=other.row.line))
            continue
        for code in line.barcodes:
            holder, other = held.barcodes.get(code), by_code.setdefault(code, line)
            if holder and holder.sku != line.sku:
                message = _("{code} is the barcode of {product} ({sku}).")
                reader.complain(
                    line.row, "barcode", message.format(code=code, product=holder.product.name, sku=holder.sku)
                )
            elif other is not line:
                message = _("{code} stands in line {line} already.")
                reader.complain(line.row, "barcode", message.format(code=code, line=other.row.line))
    return [line for line in lines if not line.row.problems]


def _is_complete(line: Line, reader: Reader) -> bool:
    if not line.name:
        reader.complain(line.row, "name", _("A new product needs a name."))
    if line.price is None:
        reader.complain(line.row, "price", _("A new product needs a price."))
    return not line.row.problems


def _agrees(line: Line, found: Match, reader: Reader) -> bool:
    for attribute in ("name", "brand", "category", "supplier", "tax_rate"):
        said = getattr(line, attribute)
        other = found.said(attribute)
        if said and other and fold(str(getattr(other, attribute))) != fold(str(said)):
            message = _("Line {line} says something else of the same product.")
            reader.complain(line.row, attribute.replace("_", " "), message.format(line=other.row.line))
    return not line.row.problems

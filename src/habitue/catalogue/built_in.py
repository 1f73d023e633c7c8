"""Two products that every shop has without making them: gift cards and payments to the account. Actions write them.

Their ids are the same on every node, so that two that begin to sell them at once make one product.
"""

from decimal import Decimal
from uuid import UUID

from django.db.models import F

from habitue.catalogue.models import Kind, Product, TaxRate, Variant
from habitue.catalogue.using import bring_back_what_is_used
from habitue.journal.action import AlreadyDone, Doing

_NO_TAX = UUID("0190a000-0000-7000-8000-000000000001")
_IDS = {
    Kind.GIFT_CARD: UUID("0190a000-0000-7000-8000-000000000002"),
    Kind.ACCOUNT_PAYMENT: UUID("0190a000-0000-7000-8000-000000000003"),
}


def built_in(kind: Kind) -> Variant | None:
    """What is sold as a line of this kind; None as long as none ever was."""
    return Variant.objects.select_related("product__tax_rate").filter(id=_IDS[kind]).first()


def build_in(doing: Doing, kind: Kind, name: str, tax_name: str) -> Variant:
    """A product without tax, price or words, so that nobody finds it among the goods. Once it is there, it stays."""
    if there := built_in(kind):
        raise AlreadyDone(there)
    rate = TaxRate.objects.filter(rate=0).order_by(F("retired_at").asc(nulls_first=True), "id").first()
    if rate is None:
        taken = TaxRate.objects.filter(name=tax_name).exists()
        named = {"name": f"{tax_name} 0 %" if taken else tax_name, "rate": Decimal(0)}
        # Two tills may come to this at once: one of them waits here for the other, and finds what it has made.
        rate, _made = TaxRate.objects.get_or_create(id=_NO_TAX, defaults=named)
        doing.changed(rate)
    id = _IDS[kind]
    product, made = Product.objects.get_or_create(id=id, defaults={"name": name, "tax_rate": rate, "kind": kind})
    if not made:
        raise AlreadyDone(built_in(kind))
    variant = Variant.objects.create(id=id, product=product, sku=id.hex, price=0)
    bring_back_what_is_used(doing, [id])
    doing.changed(product)
    doing.changed(variant)
    return variant

"""What products are put in and bear: a category or tax rate that is used is in use, and one in use is not retired."""

from collections.abc import Iterable
from uuid import UUID

from habitue.catalogue.models import Category, Product, TaxRate
from habitue.journal.action import Doing


class StillUsed(Exception):
    """`count` products that are not retired are in the category, or bear the tax rate."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count


def refuse_if_used(of: Category | TaxRate) -> None:
    """Raises StillUsed."""
    if count := of.products.filter(retired_at=None).count():
        raise StillUsed(count)


def bring_back_what_is_used(doing: Doing, products: Iterable[UUID]) -> None:
    """What was retired and is taken again by a product, at a till that had not heard of it or by a file, is back."""
    used = Product.objects.filter(id__in=list(products), retired_at=None)
    for model, key in ((Category, "category"), (TaxRate, "tax_rate")):
        for each in model.objects.exclude(retired_at=None).filter(id__in=used.values(key)):
            each.retired_at = None
            each.save(update_fields=["retired_at"])
            doing.changed(each)

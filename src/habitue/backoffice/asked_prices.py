"""Which rows of a price book are asked for: by what was typed, a page at a time."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from habitue.backoffice.paging import ROWS
from habitue.catalogue.models import Word
from habitue.catalogue.words import stretch, typed_words
from habitue.pricing.models import BookPrice, PriceBook


@dataclass(frozen=True, slots=True)
class AskedPrices:
    typed: str
    page: Page[BookPrice]


def asked_prices(request: HttpRequest, book: PriceBook) -> AskedPrices:
    """By product, size and quantity; those of retired variants too."""
    typed = request.GET.get("q", "")[:200]
    rows = book.prices.select_related("variant__product")
    for word in typed_words(typed):
        first, last = stretch(word)
        rows = rows.filter(variant__in=Word.objects.filter(word__gte=first, word__lt=last).values("variant"))
    in_order = rows.order_by(
        "variant__product__name", "variant__product", "variant__position", "variant", "from_quantity"
    )
    return AskedPrices(typed, Paginator(in_order, ROWS).get_page(request.GET.get("page")))

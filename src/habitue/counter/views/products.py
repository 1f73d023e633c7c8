"""What can be sold: tiles by category, rows by what is typed, and the sizes and colours of one product."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from habitue.catalogue.models import Category, Product, Variant
from habitue.catalogue.search import choices, find_variants, tiles, variant_of_scan
from habitue.lib.ids import uuid_or_none
from habitue.stores.access import TillRequest, at_till


@require_GET
@at_till
def products(request: TillRequest) -> HttpResponse:
    """Rows for what is typed; the tiles of a category, or of all, when nothing is."""
    typed = request.GET.get("q", "").strip()[:200]
    if typed:
        found = find_variants(typed)
        exact = variant_of_scan(typed)
        if exact and exact not in found:
            found.insert(0, exact)
        return render(request, "counter/products.html#found", {"typed": typed, "found": found})
    chosen = uuid_or_none(request.GET.get("category"))
    category = Category.objects.filter(id=chosen).first() if chosen else None
    return render(request, "counter/products.html#tiles", {"tiles": tiles(category), "category": category})


@require_GET
@at_till
def product(request: TillRequest, product_id: UUID) -> HttpResponse:
    """The choice among a product's sizes and colours."""
    product = get_object_or_404(Product, id=product_id)
    return render(request, "counter/product.html", {"product": product, "colours": by_colour(choices(product.id))})


def by_colour(variants: list[Variant]) -> list[tuple[str, list[Variant]]]:
    """The variants of each colour, in the product's own order."""
    colours: dict[str, list[Variant]] = {}
    for variant in variants:
        colours.setdefault(variant.colour if variant.size else "", []).append(variant)
    return list(colours.items())

"""What a customer has bought, line by line, the latest first."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from habitue.catalogue.models import Variant
from habitue.customers.models import Customer
from habitue.lib.text import words
from habitue.sales.models import SaleLine

A_PAGE = 30
MOST_SEARCHED = 10_000
"""Lines among which words are looked for: more than anybody has bought."""


@dataclass(frozen=True, slots=True)
class Purchase:
    """One line of a sale, and whether it can be bought again, or in another size."""

    line: SaleLine
    on_sale: bool
    has_others: bool


@dataclass(frozen=True, slots=True)
class Purchases:
    """A page of them; `next` is where the following page starts, None after the last."""

    found: list[Purchase]
    next: int | None


def purchases(customer: Customer, typed: str = "", start: int = 0) -> Purchases:
    """Those of whose name, options, SKU, brand, outlet or receipt each typed word is the start of a word."""
    lines = SaleLine.objects.filter(sale__customer=customer)
    lines = lines.order_by("-sale__completed_at", "-sale", "position")
    start = max(0, start)
    if wanted := words(typed):
        ids = _matching(customer, wanted)[start : start + A_PAGE + 1]
        page = list(lines.filter(id__in=ids).select_related("sale__register__outlet", "variant__product"))
    else:
        page = list(lines.select_related("sale__register__outlet", "variant__product")[start : start + A_PAGE + 1])
    shown = page[:A_PAGE]
    counts = _on_sale({line.variant.product_id for line in shown})
    return Purchases(
        [_purchase(line, counts.get(line.variant.product_id, 0)) for line in shown],
        start + A_PAGE if len(page) > A_PAGE else None,
    )


def _purchase(line: SaleLine, on_sale: int) -> Purchase:
    still = bool(on_sale) and line.variant.retired_at is None
    return Purchase(line, on_sale=still, has_others=on_sale > (1 if still else 0))


def _matching(customer: Customer, wanted: list[str]) -> list[int]:
    lines = SaleLine.objects.filter(sale__customer=customer).order_by("-sale__completed_at", "-sale", "position")
    where = ("sale__register__outlet__name", "sale__receipt_number")
    texts = lines.values_list("id", "name", "options", "sku", "variant__product__brand", *where)
    # The same few things are bought again and again: what is looked for is looked for once in each.
    missing: dict[tuple[str, ...], list[str]] = {}
    found = []
    for id, *said, receipt in texts[:MOST_SEARCHED]:
        thing = tuple(said)
        if thing not in missing:
            missing[thing] = _not_in(wanted, " ".join(said))
        if not missing[thing] or not _not_in(missing[thing], receipt):
            found.append(id)
    return found


def _not_in(wanted: list[str], text: str) -> list[str]:
    """Those that no word of the text starts with."""
    there = words(text)
    return [each for each in wanted if not any(word.startswith(each) for word in there)]


def _on_sale(products: set[UUID]) -> dict[UUID, int]:
    """How many variants of each are on sale."""
    there = Variant.objects.on_sale().filter(product__in=products).order_by().values_list("product")
    return dict(there.annotate(Count("id")))

"""Which sale a receipt is of: by the number on it, or by its QR code; and of which nothing can come back any more."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Sum

from habitue.catalogue.models import Kind
from habitue.sales.links import sale_ever_behind
from habitue.sales.models import Sale, SaleLine
from habitue.sales.receipts import sale_of_number
from habitue.stores.models import Register

MOST_DIGITS = 6
"""Of a receipt's number that is typed without its register's code."""


def sale_on_paper(typed: str, at: Register | None = None) -> Sale | None:
    """The sale whose receipt's number was typed, or whose QR code was scanned, however old it is.

    A number without a register's code before it is one of the register `at`.
    """
    code = typed.strip()
    if at and code.isdecimal() and len(code) <= MOST_DIGITS:
        return sale_of_number(f"{at.code}-{code}")
    if "/" in code:
        return sale_ever_behind(code.rstrip("/").rpartition("/")[2])
    return sale_of_number(code)


def all_came_back(sales: Collection[UUID]) -> set[UUID]:
    """Those of the sales of which nothing is left that could be brought back."""
    sold = SaleLine.objects.filter(sale__in=sales, quantity__gt=0, of_sale=None).exclude(kind=Kind.ACCOUNT_PAYMENT)
    left = dict(sold.values_list("sale").annotate(Sum("quantity")))
    came = SaleLine.objects.filter(of_sale__in=sales).values_list("of_sale").annotate(Sum("quantity"))
    for sale, quantity in came:
        left[sale] = left.get(sale, 0) + quantity
    return {sale for sale in sales if left.get(sale, 0) <= 0}

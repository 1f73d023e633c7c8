"""Who is this? What somebody at the till should know of a regular, read from what they bought.

It is drawn while they are attached to the sale, so it asks two questions, both bounded however much they have bought.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from habitue.customers.models import Customer
from habitue.lib.rows import fetch, stored
from habitue.sales.models import Basket, Sale

LATEST_SALES = 100
LATEST_LINES = 200
MOST_CATEGORIES = 3
MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class Usual:
    """What they mostly take of one category: sizes and brands, the most frequent first."""

    category: str
    sizes: list[str]
    brands: list[str]


@dataclass(frozen=True, slots=True)
class Regular:
    """`last` names what they took the last time, `more` counts what is not named; `parked` are baskets of theirs."""

    customer: Customer
    last_visit: datetime | None
    last: list[str]
    more: int
    usual: list[Usual]
    parked: int


type _Line = tuple[UUID | str, str, str, int, str, str, str | None]


def regular(customer: Customer, outlet: UUID) -> Regular:
    lines = _latest_lines(customer)
    # What came back is not what they took, and counts against what they have.
    bought = [line for line in lines if line[3] > 0]
    last = list(dict.fromkeys(_called(line) for line in bought if line[0] == bought[0][0]))
    return Regular(
        customer=customer,
        last_visit=customer.last_visit,
        last=last[:MOST_NAMED],
        more=len(last) - len(last[:MOST_NAMED]),
        usual=_usual(lines),
        parked=_parked(customer, outlet),
    )


def _parked(customer: Customer, outlet: UUID) -> int:
    sql = "SELECT count(*) FROM sales_basket WHERE customer_id = %s AND outlet_id = %s AND register_id IS NULL"
    answer = fetch(sql, [stored(Basket, "customer", customer.id), stored(Basket, "outlet", outlet)])
    return answer[0] if answer else 0


def _latest_lines(customer: Customer) -> list[_Line]:
    """Latest first: of which sale, name, options, quantity, and the size, brand and category that it has today."""
    sql = """
        SELECT sale.id, line.name, line.options, line.quantity, variant.size, product.brand, category.name
        FROM (
            SELECT id, completed_at FROM sales_sale WHERE customer_id = %s ORDER BY completed_at DESC LIMIT %s
        ) AS sale
        JOIN sales_saleline AS line ON line.sale_id = sale.id
        JOIN catalogue_variant AS variant ON variant.id = line.variant_id
        JOIN catalogue_product AS product ON product.id = variant.product_id
        LEFT JOIN catalogue_category AS category ON category.id = product.category_id
        ORDER BY sale.completed_at DESC, sale.id, line.position LIMIT %s
        """
    with connection.cursor() as cursor:
        cursor.execute(sql, [stored(Sale, "customer", customer.id), LATEST_SALES, LATEST_LINES])
        found: list[Any] = cursor.fetchall()
    return found


def _called(line: _Line) -> str:
    return " ".join(part for part in (line[1], line[2].replace(" · ", " ")) if part)


def _usual(lines: Iterable[_Line]) -> list[Usual]:
    """By category, that of which they have most first. Among equals the one that they took last stands first."""
    pieces: Counter[str] = Counter()
    sizes: dict[str, Counter[str]] = {}
    brands: dict[str, Counter[str]] = {}
    for _sale, _name, _options, quantity, size, brand, category in lines:
        of = category or ""
        if not (size or brand):
            continue
        pieces[of] += quantity
        for counted, each in ((sizes, size), (brands, brand)):
            counted.setdefault(of, Counter())
            if each:
                counted[of][each] += quantity
    return [
        Usual(of, _first(sizes[of]), _first(brands[of]))
        for of, count in pieces.most_common(MOST_CATEGORIES)
        if count > 0
    ]


def _first(counted: Counter[str]) -> list[str]:
    return [each for each, pieces in counted.most_common(MOST_NAMED) if pieces > 0]

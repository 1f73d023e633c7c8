"""Where customers have bought."""

from collections.abc import Iterable, Sequence
from typing import Any

from habitue.lib.bulk import rows_where


def outlets_of(customers: Sequence[Any]) -> Iterable[tuple[Any, ...]]:
    """Each of these customers with each outlet at which they have bought; ids as the engine holds them."""
    return rows_where(
        "SELECT DISTINCT s.customer_id, r.outlet_id FROM sales_sale AS s JOIN stores_register AS r "
        "ON r.id = s.register_id WHERE s.customer_id IN",
        customers,
    )

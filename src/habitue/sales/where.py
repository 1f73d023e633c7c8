"""Where customers have bought."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from habitue.sales.models import Sale


def outlets_of(customers: Sequence[UUID]) -> Iterable[tuple[UUID, UUID]]:
    """Each of these customers with each outlet at which they have bought."""
    sales = Sale.objects.filter(customer__in=customers)
    return sales.order_by().values_list("customer_id", "register__outlet_id").distinct()

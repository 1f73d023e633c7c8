"""How much each role may take off by hand."""

from decimal import Decimal

from habitue.pricing.models import DiscountLimit
from habitue.stores.models import Role

NO_LIMIT = Decimal(100)
"""Everything may be given away."""
AT_FIRST = {
    Role.OWNER: NO_LIMIT,
    Role.STORE_MANAGER: NO_LIMIT,
    Role.WAREHOUSE_MANAGER: Decimal(10),
    Role.CASHIER: Decimal(10),
}


def discount_limits() -> dict[str, Decimal]:
    """The percentage of a line or of a sale that each role may take off without a manager."""
    return {str(role): limit for role, limit in AT_FIRST.items()} | dict(
        DiscountLimit.objects.values_list("role", "percent")
    )

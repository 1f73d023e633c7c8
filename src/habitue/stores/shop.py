"""What is asked of the shop again and again."""

from habitue.lib.rows import fetch
from habitue.stores.models import Shop


def the_currency() -> str:
    """In which it sells. Raises Shop.DoesNotExist before it has been opened."""
    shop = fetch("SELECT currency FROM stores_shop", [])
    if shop is None:
        raise Shop.DoesNotExist
    currency: str = shop[0]
    return currency

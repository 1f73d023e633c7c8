"""What is asked of the shop again and again."""

from uuid import UUID

from habitue.lib.rows import fetch
from habitue.stores.models import Shop


def the_currency() -> str:
    """In which it sells. Raises Shop.DoesNotExist before it has been opened."""
    shop = fetch("SELECT currency FROM stores_shop", [])
    if shop is None:
        raise Shop.DoesNotExist
    currency: str = shop[0]
    return currency


def the_language() -> str:
    """In which it speaks to whoever has not chosen another."""
    return Shop.objects.values_list("language", flat=True).get()


def the_node() -> UUID:
    """Whose back office this is: the stream of what is done there."""
    return Shop.objects.values_list("node", flat=True).get()

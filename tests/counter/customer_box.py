"""What the one box at the till lists, and whose sale it is then."""

import re
from html import unescape

from django.test import Client

from habitue.customers.models import Customer
from habitue.lib.ids import new_id
from habitue.sales import baskets
from habitue.stores.models import Register


def names(client: Client, typed: str) -> list[str]:
    """The names in the list, with what is marked between [ ]."""
    shown = client.post("/till/customers/", {"q": typed, "where": "sell"}).text
    marked = [re.sub(r"<mark>(.*?)</mark>", r"[\1]", name) for name in re.findall(r"<bdi>(.*?)</bdi>", shown)]
    return [unescape(name) for name in (marked[:-1] if typed.strip() else marked)]


def attached(register: Register) -> Customer | None:
    basket = baskets.basket_at(register)
    return basket.customer if basket else None


def form(**typed: str) -> dict[str, str]:
    return {"id": str(new_id()), "where": "sell", **typed}

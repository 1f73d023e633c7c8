"""The one box: whoever is looked for, by whatever is known of them. The rules are written in `reading.py`."""

from habitue.customers.search.fields import field_of
from habitue.customers.search.find import Found, customer_of_scan, find_customers, recent_customers
from habitue.customers.search.reading import Tier
from habitue.customers.search.upkeep import freshen

__all__ = ["Found", "Tier", "customer_of_scan", "field_of", "find_customers", "freshen", "recent_customers"]

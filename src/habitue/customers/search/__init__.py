"""The one box: whoever is looked for, by whatever is known of them. The rules are written in `reading.py`."""

from habitue.customers.search.fields import field_of
from habitue.customers.search.find import (
    Found,
    customer_of_scan,
    find_customers,
    find_keys,
    recent_customers,
    recent_keys,
)
from habitue.customers.search.listed import Listed, as_listed, listed, own_group
from habitue.customers.search.plan import learn_popularity
from habitue.customers.search.reading import Tier
from habitue.customers.search.upkeep import freshen

__all__ = [
    "Found",
    "Listed",
    "Tier",
    "as_listed",
    "customer_of_scan",
    "field_of",
    "find_customers",
    "find_keys",
    "freshen",
    "learn_popularity",
    "listed",
    "own_group",
    "recent_customers",
    "recent_keys",
]

"""The one box in the back office: customers by whatever is typed, a receipt's number included."""

from habitue.backoffice.home import home_country
from habitue.customers.models import Customer
from habitue.customers.search import find_customers
from habitue.sales.receipts import customer_of_receipt


def found_in_box(typed: str, limit: int) -> list[Customer]:
    """The best match first, which is whose sale it was if a whole receipt number is typed; nobody for nothing."""
    if not typed:
        return []
    found = [each.customer for each in find_customers(typed, country=home_country(), limit=limit)]
    if of_receipt := customer_of_receipt(typed):
        return [of_receipt, *(customer for customer in found if customer.id != of_receipt.id)][:limit]
    return found

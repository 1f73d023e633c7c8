"""Whose card it is, and which cards find their customer."""

from habitue.customers.codes import plain
from habitue.customers.models import Customer, CustomerCard
from habitue.lib.text import squeeze


def cards_of(customer: Customer) -> list[str]:
    """The numbers that find the customer: those that are not blocked."""
    held = CustomerCard.objects.filter(customer=customer, blocked_at=None)
    return list(held.order_by("number").values_list("number", flat=True))


def blocked_card(scanned: str) -> CustomerCard | None:
    """The card that was scanned, if it is a blocked one."""
    number = plain(squeeze(scanned))
    found = CustomerCard.objects.select_related("customer__group").exclude(blocked_at=None)
    return found.filter(number=number).first() if number else None

"""What a customer's record says of their sales, counted anew from the sales themselves."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Max, Sum

from habitue.customers.models import Customer
from habitue.sales.models import Sale


def recount(customers: Iterable[UUID]) -> list[Customer]:
    """`spent` and `last_visit` of these are what the sales say that are theirs now. Holds their rows."""
    # The rows are held before the sales are read, so that a sale that is made meanwhile is added to what is counted.
    held = Customer.objects.select_for_update().filter(id__in=set(customers)).order_by("id")
    counted = list(held)
    for customer in counted:
        told = Sale.objects.filter(customer=customer).aggregate(total=Sum("total"), last=Max("completed_at"))
        customer.spent, customer.last_visit = told["total"] or 0, told["last"]
        customer.save(update_fields=["spent", "last_visit"])
    return counted

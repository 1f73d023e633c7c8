"""What a customer's record says of their sales, counted anew from the sales themselves."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Max, Sum

from habitue.catalogue.models import Kind
from habitue.customers.models import Customer
from habitue.sales.models import Sale, SaleLine


def recount(customers: Iterable[UUID]) -> list[Customer]:
    """`spent` and `last_visit` of these are what the sales say that are theirs now. Holds their rows."""
    # The rows are held before the sales are read, so that a sale that is made meanwhile is added to what is counted.
    held = Customer.objects.select_for_update().filter(id__in=set(customers)).order_by("id")
    counted = list(held)
    for customer in counted:
        theirs = Sale.objects.filter(customer=customer)
        # Putting money on a gift card or an account is not yet buying anything.
        goods = SaleLine.objects.filter(sale__customer=customer, kind=Kind.GOODS)
        customer.spent = goods.aggregate(total=Sum("total"))["total"] or 0
        customer.last_visit = theirs.aggregate(last=Max("completed_at"))["last"]
        customer.save(update_fields=["spent", "last_visit"])
    return counted

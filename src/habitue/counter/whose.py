"""Which receipts the till may show: those of its outlet, and those of the customer who stands here."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from habitue.sales.baskets import basket_at
from habitue.sales.models import Sale
from habitue.stores.access import TillRequest


def sale_of_here(request: TillRequest, sale_id: UUID) -> Sale:
    return get_object_or_404(_known().filter(register__outlet=request.register.outlet), id=sale_id)


def sale_of_here_or_theirs(request: TillRequest, sale_id: UUID) -> Sale:
    """What others than the customer who stands here bought elsewhere is not shown."""
    allowed = Q(register__outlet=request.register.outlet)
    if standing := who_stands_here(request):
        allowed |= Q(customer=standing)
    return get_object_or_404(_known().filter(allowed), id=sale_id)


def who_stands_here(request: TillRequest) -> UUID | None:
    """The customer of the sale that is going on."""
    basket = basket_at(request.register)
    return basket.customer_id if basket else None


def _known() -> QuerySet[Sale]:
    return Sale.objects.select_related("customer__group", "register__outlet", "staff")

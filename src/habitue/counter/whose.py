"""Which receipts and records the till may show: those of its outlet's sales, and of the customer who stands here."""

import json
from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from habitue.customers.following import customer_now, customer_or_404
from habitue.customers.models import Customer
from habitue.lib.ids import uuid_or_none
from habitue.sales.baskets import basket_at
from habitue.sales.models import Sale
from habitue.stores.access import NOBODY, TillRequest

type _View = Callable[[TillRequest, UUID], HttpResponse]


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


def of_a_customer_here(view: _View) -> _View:
    """The view is about the customer of the sale that is going on, or of the `sale` whose receipt is shown.

    Of anybody else no more is shown than the one box does, and nothing is written down.
    """

    @wraps(view)
    def guarded(request: TillRequest, customer_id: UUID) -> HttpResponse:
        customer = customer_or_404(customer_id)
        if _stands_here(request, customer) or _has_this_sale(request, customer):
            return view(request, customer_id)
        told = _("This customer is not on the sale any more. Put them on it again first.")
        return HttpResponse(
            status=403, headers={"HX-Trigger": json.dumps({"show-message": {"text": told, "kind": "error"}})}
        )

    return guarded


def _stands_here(request: TillRequest, customer: Customer) -> bool:
    standing = who_stands_here(request)
    return standing is not None and customer_now(standing) == customer


def _has_this_sale(request: TillRequest, customer: Customer) -> bool:
    id = uuid_or_none(request.POST.get("sale") or request.GET.get("sale")) or NOBODY
    return Sale.objects.filter(id=id, register__outlet=request.register.outlet, customer=customer).exists()


def _known() -> QuerySet[Sale]:
    return Sale.objects.select_related("customer__group", "register__outlet", "staff")

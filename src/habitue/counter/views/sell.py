from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET

from habitue.catalogue.models import Category
from habitue.catalogue.search import tiles
from habitue.counter.sale import sale_context
from habitue.counter.views.returning import lines_context
from habitue.lib.ids import uuid_or_none
from habitue.sales.models import Basket, Sale
from habitue.stores.access import TillRequest, at_till


@require_GET
@ensure_csrf_cookie
@at_till
def sell(request: TillRequest) -> HttpResponse:
    """The sell screen, with the basket as the server has it."""
    id = uuid_or_none(request.GET.get("return"))
    back = Sale.objects.select_related("customer", "register__outlet").filter(id=id).first() if id else None
    parked = Basket.objects.parked().filter(outlet=request.register.outlet_id).count()
    return render(
        request,
        "counter/sell.html",
        {
            **sale_context(request),
            "categories": Category.objects.filter(retired_at=None),
            "tiles": tiles(),
            "parked_count": parked,
            "where": "sell",
            "returned": lines_context(request, back) if back else None,
        },
    )

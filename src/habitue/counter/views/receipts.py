from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from habitue.sales.models import Sale
from habitue.sales.receipts import receipt_of
from habitue.stores.access import TillRequest, at_till


@require_GET
@at_till
def receipt(request: TillRequest, sale_id: UUID) -> HttpResponse:
    """The sale is made: what to give back, and the receipt."""
    sales = Sale.objects.select_related("customer__group").filter(register__outlet=request.register.outlet)
    sale = get_object_or_404(sales, id=sale_id)
    return render(request, "counter/receipt.html", {"sale": sale, "receipt": receipt_of(sale)})

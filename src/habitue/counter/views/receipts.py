"""The receipt of a sale: once it is made, and whenever it is wanted again."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from habitue.counter.receipt_link import qr_on_paper
from habitue.journal.perform import perform
from habitue.sales.actions import print_receipt, reprint_receipt
from habitue.sales.baskets import basket_at
from habitue.sales.models import Sale
from habitue.sales.receipts import receipt_of
from habitue.stores.access import TillRequest, at_till, till_stamp


@require_GET
@at_till
def receipt(request: TillRequest, sale_id: UUID) -> HttpResponse:
    """The sale is made: what to give back, whose it is, and the receipt."""
    sale = _of_here(request, sale_id)
    printed = sale.duplicates.exists()
    context = {"sale": sale, "receipt": receipt_of(sale), "printed": printed, "where": "receipt"}
    return render(request, "counter/receipt.html", context)


@require_POST
@at_till
def print_it(request: TillRequest, sale_id: UUID) -> HttpResponse:
    """The original; from the second time on, a duplicate."""
    sale = _of_here(request, sale_id)
    return _paper(request, sale, original=not sale.duplicates.exists())


@require_GET
@at_till
def again(request: TillRequest, sale_id: UUID) -> HttpResponse:
    """A receipt of long ago, that somebody has lost."""
    sale = _of_here_or_theirs(request, sale_id)
    return render(request, "counter/receipt_again.html", {"sale": sale, "receipt": receipt_of(sale)})


@require_POST
@at_till
def reprint(request: TillRequest, sale_id: UUID) -> HttpResponse:
    return _paper(request, _of_here_or_theirs(request, sale_id), original=False)


def _paper(request: TillRequest, sale: Sale, *, original: bool) -> HttpResponse:
    """What goes onto paper now, and the event that makes the browser print it."""
    printed = perform(print_receipt if original else reprint_receipt, till_stamp(request), sale=sale.id)
    receipt = receipt_of(sale, duplicate=printed.number, qr=qr_on_paper(request, sale))
    context = {"sale": sale, "receipt": receipt, "printed": True}
    answer = render(request, "counter/receipt_paper.html", context)
    answer.headers["HX-Trigger-After-Settle"] = "print-paper"
    return answer


def _of_here(request: TillRequest, sale_id: UUID) -> Sale:
    return get_object_or_404(_known().filter(register__outlet=request.register.outlet), id=sale_id)


def _of_here_or_theirs(request: TillRequest, sale_id: UUID) -> Sale:
    """A sale of this outlet, or of the customer who stands here; what others bought elsewhere is not shown."""
    basket = basket_at(request.register)
    allowed = Q(register__outlet=request.register.outlet)
    if basket and basket.customer_id:
        allowed |= Q(customer=basket.customer_id)
    return get_object_or_404(_known().filter(allowed), id=sale_id)


def _known() -> QuerySet[Sale]:
    return Sale.objects.select_related("customer__group", "register__outlet", "staff")

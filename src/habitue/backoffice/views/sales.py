"""What was sold: the list, and each sale with all that is known of it."""

from datetime import datetime, time
from uuid import UUID

from django.db.models import Count, Q, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from habitue.backoffice import roles
from habitue.backoffice.forms.sales import SalesForm
from habitue.backoffice.home import home_zone
from habitue.backoffice.paging import page_of
from habitue.journal.perform import perform
from habitue.journal.verify import fault_of
from habitue.lib.clock import now
from habitue.sales.actions import reprint_receipt
from habitue.sales.models import Document, Sale, SaleLine
from habitue.sales.receipts import receipt_of
from habitue.stores.access import StaffRequest, in_office, office_stamp


@in_office(*roles.SALES)
@require_GET
def sales(request: StaffRequest) -> HttpResponse:
    form = SalesForm(request.GET)
    found = Sale.objects.select_related("customer", "staff", "register").prefetch_related("payments")
    found = form.narrow(found) if form.is_valid() else found.none()
    page = page_of(found, "completed_at", request.GET)
    narrowed = {name: value for name, value in request.GET.items() if value and name in form.fields}
    context = {"form": form, "page": page, "narrowed": narrowed, "today": None if narrowed else _today()}
    return render(request, "backoffice/sales.html", context)


@in_office(*roles.SALES)
@require_GET
def sale(request: StaffRequest, sale_id: UUID) -> HttpResponse:
    found = get_object_or_404(Sale.objects.select_related("customer", "staff", "register__outlet", "entry"), id=sale_id)
    receipt = receipt_of(found)
    # What a void has undone has not come back.
    standing = SaleLine.objects.filter(of_sale=found, quantity__lt=0, sale__void=None)
    came_back = standing.select_related("sale__staff", "sale__register")
    tracks = found.tracks.select_related("before", "customer", "by", "register").order_by("-at", "-id")
    return render(
        request,
        "backoffice/sale.html",
        {
            "sale": found,
            "receipt": receipt,
            "outlet": found.register.outlet,
            "currency": found.currency,
            "entry": found.entry,
            "tracks": tracks,
            "came_back": came_back.order_by("sale__completed_at", "position"),
            "mails": found.mails.select_related("asked_by"),
            "prints": found.duplicates.select_related("by").order_by("number"),
            "wrong": fault_of(found.entry),
        },
    )


@in_office(*roles.SALES)
@require_POST
def reprint(request: StaffRequest, sale_id: UUID) -> HttpResponse:
    """The receipt as the next of its duplicates, and the event that makes the browser print it."""
    found = get_object_or_404(Sale.objects.select_related("customer", "staff", "register__outlet"), id=sale_id)
    printed = perform(reprint_receipt, office_stamp(request), sale=found.id)
    context = {"receipt": receipt_of(found, duplicate=printed.number), "outlet": found.register.outlet}
    answer = render(request, "sales/receipt.html", context)
    answer.headers["HX-Trigger-After-Settle"] = "print-paper"
    return answer


def _today() -> dict[str, int]:
    """How many sales there were since midnight at the first outlet, and what they came to, less what came back."""
    zone = home_zone()
    midnight = datetime.combine(now().astimezone(zone), time(), zone)
    since = Sale.objects.filter(completed_at__gte=midnight)
    sold = Count("id", filter=Q(document__in=(Document.SALE, Document.EXCHANGE)))
    return since.aggregate(count=sold, total=Sum("total", default=0))

"""What the customer of the sale has bought before. What is looked for in it is posted: it may say who they are."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from habitue.counter.sale import show_sale
from habitue.sales.baskets import basket_at
from habitue.sales.history import purchases
from habitue.stores.access import TillRequest, at_till

MOST_TYPED = 100


@require_http_methods(["GET", "POST"])
@at_till
def history(request: TillRequest) -> HttpResponse:
    """The dialog by GET; by POST the purchases for what is typed (`q`), or those that follow (`start`)."""
    basket = basket_at(request.register)
    customer = basket.customer if basket else None
    if customer is None:
        return show_sale(request, _("No customer on this sale"), with_total=False, show_said=True, customer=True)
    typed = request.POST.get("q", "").strip()[:MOST_TYPED]
    start = request.POST.get("start", "")
    page = purchases(customer, typed, int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 0)
    part = "#purchases" if request.method == "POST" else ""
    context = {"customer": customer, "purchases": page.found, "next": page.next, "typed": typed, "start": start}
    return render(request, f"counter/history.html{part}", context)

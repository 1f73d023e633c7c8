"""On the receipt screen: the sale that was nobody's finds its customer."""

import json
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from habitue.catalogue.models import Kind
from habitue.counter.answers import put_at
from habitue.counter.customer_rows import shown_name
from habitue.customers.models import Customer
from habitue.lib.clock import now
from habitue.lib.ids import uuid_or_none
from habitue.sales.models import Sale
from habitue.sales.receipts import receipt_of
from habitue.sales.tracking import track
from habitue.stores.access import NOBODY, TillRequest, till_stamp

CORRECTED_WITHIN = timedelta(minutes=15)
"""For so long the till may give a sale to another customer; later it takes the back office."""


def sale_of_receipt(request: TillRequest) -> Sale:
    """The sale whose receipt is shown, of this outlet."""
    here = Sale.objects.select_related("customer__group", "register__outlet", "staff")
    id = uuid_or_none(request.POST.get("sale")) or NOBODY
    return get_object_or_404(here.filter(register__outlet=request.register.outlet), id=id)


def moves(sale: Sale, customer: Customer) -> bool:
    """Whether the sale is somebody else's, and may still become this customer's here."""
    return sale.customer not in {None, customer} and not _why_it_stays(sale, customer)


def ask_to_move(request: TillRequest, sale: Sale, customer: Customer) -> HttpResponse:
    """One key too many takes a sale from nobody: whose it is, and whose it would be, is shown first."""
    dialog = render(request, "counter/move_sale.html", {"sale": sale, "customer": customer})
    return put_at("#dialog-place", dialog, "innerHTML")


def _why_it_stays(sale: Sale, customer: Customer) -> str:
    """Why the till leaves the sale to whose it is; nothing if it does not."""
    if sale.customer in {None, customer}:
        return ""
    whose = {"name": shown_name(sale.customer)}
    if sale.lines.filter(kind=Kind.ACCOUNT_PAYMENT).exists():
        # Their account has the money, whoever's name the receipt has.
        return _("%(name)s has paid with this sale what they owe: it stays theirs. Void it if it is wrong.") % whose
    if now() - sale.completed_at > CORRECTED_WITHIN:
        return _("This sale is %(name)s's. The back office can give it to somebody else.") % whose
    return ""


def tracked(request: TillRequest, sale: Sale, customer: Customer) -> HttpResponse:
    """The sale is this customer's from now on, and the receipt says so."""
    if stays := _why_it_stays(sale, customer):
        refusal = show_on_receipt(request, sale, "")
        refusal.headers["HX-Trigger"] = json.dumps({"show-message": {"text": stays, "kind": "error"}})
        return refusal
    track([sale.id], customer.id, till_stamp(request), request.register.id)
    sale.customer = customer
    return show_on_receipt(request, sale, _("%(name)s is the customer of this sale") % {"name": shown_name(customer)})


def show_on_receipt(request: TillRequest, sale: Sale, said: str) -> HttpResponse:
    context = {"sale": sale, "receipt": receipt_of(sale), "said": said, "outdated": True}
    answer = put_at("#receipt-customer", render(request, "counter/receipt_customer.html", context))
    answer.headers["HX-Trigger-After-Swap"] = "close-dialog"
    return answer

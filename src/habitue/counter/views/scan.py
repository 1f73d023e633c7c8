from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from habitue.catalogue.models import Variant
from habitue.catalogue.search import retired_of_scan, variant_of_scan
from habitue.counter.customer_rows import shown_name
from habitue.counter.forms.lines import WRONG_QUANTITY
from habitue.counter.views import gift_cards
from habitue.counter.views.attaching import attached, where_asked
from habitue.counter.views.basket import add, unless_partly_paid
from habitue.counter.views.codes import scanned
from habitue.counter.views.customers import offer_card
from habitue.counter.views.returning import LONGEST, show_lines
from habitue.counter.views.tracking import sale_of_receipt, tracked
from habitue.counter.views.unknown_returns import show_chosen
from habitue.customers.cards import blocked_card
from habitue.customers.following import who_is_now
from habitue.customers.models import Customer
from habitue.customers.search import customer_of_scan
from habitue.lib.text import squeeze
from habitue.sales import baskets
from habitue.sales.finding import sale_on_paper
from habitue.stores.access import TillRequest, at_till

LONGEST_CODE = 48


@require_POST
@at_till
@unless_partly_paid
def scan(request: TillRequest) -> HttpResponse:
    """What the scanner has read: a product goes into the basket, a customer's card or code attaches its customer.

    A promotion's code counts, and a receipt's QR code brings up what can come back of it. On the receipt screen a
    customer is that of the next basket, or of the sale itself while it is nobody's.

    An open `form` takes what is for it: that of a customer is offered a card, or shows whose it is already; those of
    a gift card and of a return without a receipt take the code, or the product.
    """
    read = squeeze(request.POST.get("code", ""))
    code = read[:LONGEST_CODE]
    form = request.POST.get("form")
    where = where_asked(request)
    if form == "gift_card":
        holder = customer_of_scan(code)
        return attached(request, holder) if holder else gift_cards.code_scanned(request, code)
    if variant := variant_of_scan(code):
        return _over_the_sale(show_chosen(request, variant)) if form == "return" else _add(request, variant, where)
    if blocked := blocked_card(code):
        context = {"code": blocked.number, "name": shown_name(who_is_now(blocked.customer))}
        return render(request, "counter/blocked_card.html", context)
    customer = customer_of_scan(code)
    if form == "customer":
        return offer_card(request, code, customer)
    if customer:
        return _at_receipt(request, customer) if where == "receipt" else attached(request, customer)
    return _on_paper(request, read, where) or _unknown(request, code, where)


def _on_paper(request: TillRequest, read: str, where: str) -> HttpResponse | None:
    """A gift card, a promotion's code or a receipt."""
    if card := gift_cards.scanned(request, read[:LONGEST_CODE], where):
        return card
    promotion = scanned(request, squeeze(read)[:LONGEST_CODE]) if where != "receipt" else None
    if promotion is None and where == "sell" and (sale := sale_on_paper(read[:LONGEST])):
        return _over_the_sale(show_lines(request, sale))
    return promotion


def _unknown(request: TillRequest, code: str, where: str) -> HttpResponse:
    retired = retired_of_scan(code)
    context = {
        "code": code,
        "where": where,
        "retired": f"{retired.product.name} {retired.options}" if retired else "",
    }
    return render(request, "counter/unknown_code.html", context)


def _over_the_sale(dialog: HttpResponse) -> HttpResponse:
    """In the place of the dialog that is open."""
    dialog.headers["HX-Retarget"] = "#dialog-place"
    return dialog


def _add(request: TillRequest, variant: Variant, where: str) -> HttpResponse:
    if where == "sell":
        return add(request, variant)
    # The payment screen shows what is due and to whom; with one product more all of it is another.
    try:
        baskets.put_in(request.register, request.staff, variant)
    except baskets.WrongQuantity:
        messages.error(request, str(WRONG_QUANTITY))
    return HttpResponseClientRefresh()


def _at_receipt(request: TillRequest, customer: Customer) -> HttpResponse:
    """The sale that is nobody's yet is theirs; after any other they are the next in the queue."""
    sale = sale_of_receipt(request)
    if not sale.customer_id:
        return tracked(request, sale, customer)
    baskets.attach_customer(request.register, request.staff, customer)
    return HttpResponseClientRefresh()

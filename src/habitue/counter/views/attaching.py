"""Whose sale it is, and what the screen shows of it when that has changed."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habitue.counter.customer_rows import shown_name
from habitue.counter.repriced import reprice
from habitue.counter.sale import show_sale
from habitue.counter.views.payment import show_beside_payment
from habitue.counter.views.tracking import ask_to_move, moves, sale_of_receipt, show_on_receipt, tracked
from habitue.customers.following import customer_or_404
from habitue.customers.models import Customer
from habitue.lib.ids import uuid_or_none
from habitue.sales import baskets
from habitue.sales.repricing import Repricing
from habitue.stores.access import NOBODY, TillRequest, at_till


@require_POST
@at_till
def attach(request: TillRequest) -> HttpResponse:
    """The sale is this customer's."""
    return attached(request, customer_or_404(uuid_or_none(request.POST.get("customer")) or NOBODY))


def attached(request: TillRequest, customer: Customer) -> HttpResponse:
    """Attach, and show it where it was asked for: on the sell or payment screen, or on the receipt of a sale."""
    if where_asked(request) == "receipt":
        sale = sale_of_receipt(request)
        if "moves" in request.POST or not moves(sale, customer):
            return tracked(request, sale, customer)
        return ask_to_move(request, sale, customer)
    return now_of(request, customer, _("%(name)s is the customer of this sale") % {"name": shown_name(customer)})


@require_POST
@at_till
def detach(request: TillRequest) -> HttpResponse:
    """The sale is nobody's again."""
    return now_of(request, None, _("No customer on this sale"), closes=False)


def now_of(request: TillRequest, customer: Customer | None, said: str, *, closes: bool = True) -> HttpResponse:
    """The sale is this customer's or nobody's, at the prices that they have; or it is told why not."""

    def act() -> object:
        return baskets.attach_customer(request.register, request.staff, customer)

    _done, repriced, refused = reprice(request, act)
    return show_customer(request, said, closes=closes, repriced=repriced, refused=refused)


def show_customer(
    request: TillRequest, said: str, *, closes: bool = True, repriced: Repricing | None = None, refused: str = ""
) -> HttpResponse:
    """The answer to a change of the customer: the sale, or the customer's place on the payment or receipt screen."""
    where = where_asked(request)
    if where == "receipt":
        return show_on_receipt(request, sale_of_receipt(request), said)
    if where == "sell":
        # The next product is asked for once the form is closed, which gives the focus back to where it was opened.
        events = {"sale-goes-on": "", "close-dialog": ""} if closes else {"sale-goes-on": ""}
        return show_sale(
            request,
            refused or said,
            with_total=repriced is not None,
            show_said=bool(refused),
            customer=True,
            events=events,
            repriced=repriced,
        )
    return show_beside_payment(request, said, repriced=repriced, refused=refused, closes=closes)


def where_asked(request: TillRequest) -> str:
    """On the sell or payment screen, or on the receipt of a sale."""
    asked = request.POST.get("where") or request.GET.get("where") or ""
    return asked if asked in {"pay", "receipt"} else "sell"

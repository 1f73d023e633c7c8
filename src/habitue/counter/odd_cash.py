"""Cash that is hardly what was handed over, such as 1,000,000 for 12.50: the cashier is asked once."""

from django.http import HttpResponse
from django.shortcuts import render

from habitue.counter.answers import put_at
from habitue.lib.money import WrongAmount, parse_amount
from habitue.sales import checkout
from habitue.sales.baskets import basket_at
from habitue.sales.cash import is_odd
from habitue.stores.access import TillRequest
from habitue.stores.shop import the_currency


def ask_whether_right(request: TillRequest) -> HttpResponse | None:
    """The question over the page, on which what was typed stays; None where there is nothing to ask."""
    if is_sure(request):
        return None
    try:
        given = parse_amount(request.POST.get("amount", ""), the_currency())
    except WrongAmount:
        return None
    basket = basket_at(request.register)
    due = checkout.due(basket) if basket else 0
    if not is_odd(given, due, the_currency()):
        return None
    sent = {name: request.POST.get(name, "") for name in ("amount", "payment", "basket")}
    context = {"given": given, "due": due, "change": given - due, "sent": sent}
    return put_at("#dialog-place", render(request, "counter/odd_cash.html", context), "innerHTML")


def is_sure(request: TillRequest) -> bool:
    return "sure" in request.POST


def leave_the_question(answer: HttpResponse) -> HttpResponse:
    """Closed before the page is drawn anew, so that the focus is where it goes on."""
    put_at("#payment", answer, "outerHTML settle:0ms")
    answer.headers["HX-Trigger"] = "close-dialog"
    return answer

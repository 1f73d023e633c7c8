"""The receipt of a sale: once it is made, and whenever it is wanted again."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from habitue.counter.receipt_link import qr_on_paper
from habitue.counter.whose import sale_of_here, sale_of_here_or_theirs, who_stands_here
from habitue.journal.perform import perform
from habitue.lib.clock import now
from habitue.sales.actions import print_receipt, reprint_receipt
from habitue.sales.models import Sale
from habitue.sales.receipts import receipt_of
from habitue.sales.returnable import returnable
from habitue.sales.voiding import may_be_voided
from habitue.stores.access import TillRequest, at_till, till_stamp


@require_GET
@at_till
def receipt(request: TillRequest, sale_id: UUID) -> HttpResponse:
    """The sale is made: what to give back, whose it is, and the receipt."""
    sale = sale_of_here(request, sale_id)
    printed = sale.duplicates.exists()
    context = {"sale": sale, "receipt": receipt_of(sale), "printed": printed, "where": "receipt"}
    context |= _what_may_follow(request, sale)
    return render(request, "counter/receipt.html", context)


@require_POST
@at_till
def print_it(request: TillRequest, sale_id: UUID) -> HttpResponse:
    """The original; from the second time on, a duplicate."""
    sale = sale_of_here(request, sale_id)
    return _paper(request, sale, original=not sale.duplicates.exists())


@require_GET
@at_till
def again(request: TillRequest, sale_id: UUID) -> HttpResponse:
    """A receipt of long ago, that somebody has lost."""
    sale = sale_of_here_or_theirs(request, sale_id)
    # The record's address is shown to whoever has its customer before them.
    can_send = sale.customer_id in {None, who_stands_here(request)}
    context = {"sale": sale, "receipt": receipt_of(sale), "can_send": can_send} | _what_may_follow(request, sale)
    return render(request, "counter/receipt_again.html", context)


@require_POST
@at_till
def reprint(request: TillRequest, sale_id: UUID) -> HttpResponse:
    return _paper(request, sale_of_here_or_theirs(request, sale_id), original=False)


def _what_may_follow(request: TillRequest, sale: Sale) -> dict[str, bool]:
    """Whether something of it can come back, and whether all of it can be undone."""
    may_void = may_be_voided(sale, request.register, now())
    return {"may_return": any(each.can_come_back for each in returnable(sale.id).values()), "may_void": may_void}


def _paper(request: TillRequest, sale: Sale, *, original: bool) -> HttpResponse:
    """What goes onto paper now, and the event that makes the browser print it."""
    printed = perform(print_receipt if original else reprint_receipt, till_stamp(request), sale=sale.id)
    receipt = receipt_of(sale, duplicate=printed.number, qr=qr_on_paper(request, sale))
    context = {"sale": sale, "receipt": receipt, "printed": True}
    answer = render(request, "counter/receipt_paper.html", context)
    answer.headers["HX-Trigger-After-Settle"] = "print-paper"
    return answer

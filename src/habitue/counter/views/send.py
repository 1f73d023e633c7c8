"""The receipt on its way to the customer beside paper: by e-mail, and as a page behind a QR code."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from habitue.counter.forms.send import SendForm
from habitue.counter.receipt_link import page_of_receipt
from habitue.counter.whose import sale_of_here_or_theirs
from habitue.customers.actions import keep_email
from habitue.customers.following import who_is_now
from habitue.journal.perform import perform
from habitue.lib.ids import uuid_or_none
from habitue.messaging.outbox import ask_for_receipt
from habitue.sales.receipts import language_of
from habitue.stores.access import TillRequest, at_till, till_stamp

MOST_LOOKS = 15
"""So often the page looks whether a mail has gone. A till that went on looking would never lock itself."""


@require_POST
@at_till
def send(request: TillRequest, sale_id: UUID) -> HttpResponse:
    """The mail is asked for, and the next sale may begin. What was typed is kept only if the customer has said so."""
    sale = sale_of_here_or_theirs(request, sale_id)
    form = SendForm(request.POST, auto_id="receipt_%s")
    if not form.is_valid():
        return render(request, "counter/receipt_send.html", {"sale": sale, "form": form}, status=422)
    to, id = form.cleaned_data["email"], uuid_or_none(request.POST.get("id"))
    ask_for_receipt(sale, to, language=language_of(sale), by=request.staff.id, id=id)
    if form.cleaned_data["keep"] and sale.customer:
        sale.customer = perform(keep_email, till_stamp(request), id=who_is_now(sale.customer).id, email=to)
    answer = render(request, "counter/receipt_send.html", {"sale": sale})
    answer.headers["HX-Trigger-After-Settle"] = "receipt-asked"
    return answer


@require_GET
@at_till
def sent(request: TillRequest, sale_id: UUID) -> HttpResponse:
    """How the mails of this sale stand."""
    looks = request.GET.get("looks", "")
    look = min(int(looks) if looks.isdecimal() and len(looks) < 4 else 0, MOST_LOOKS) + 1
    sale = sale_of_here_or_theirs(request, sale_id)
    return render(request, "counter/receipt_sent.html", {"sale": sale, "look": look, "looks_on": look < MOST_LOOKS})


@require_POST
@at_till
def qr(request: TillRequest, sale_id: UUID) -> HttpResponse:
    sale = sale_of_here_or_theirs(request, sale_id)
    return render(request, "counter/receipt_qr.html", {"sale": sale, "page": page_of_receipt(request, sale)})

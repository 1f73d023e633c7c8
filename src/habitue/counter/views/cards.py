"""The cards of the customer whose record is open over the sale."""

import json
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habitue.counter.whose import of_a_customer_here
from habitue.customers.actions import block_card
from habitue.customers.codes import plain
from habitue.customers.following import customer_or_404
from habitue.customers.models import CustomerCard
from habitue.journal.perform import perform
from habitue.stores.access import TillRequest, at_till, till_stamp


@require_POST
@at_till
@of_a_customer_here
def block(request: TillRequest, customer_id: UUID) -> HttpResponse:
    """A card that was lost finds nobody any more; the form around it, with what is typed there, stays."""
    customer = customer_or_404(customer_id)
    number = plain(request.POST.get("number", ""))
    if not CustomerCard.objects.filter(number=number, customer=customer).exists():
        raise Http404
    perform(block_card, till_stamp(request), customer=customer.id, number=number)
    answer = render(request, "counter/customer_cards.html", {"changed": customer, "just": number})
    said = _("The card %(card)s is blocked: it finds nobody any more.") % {"card": number}
    answer.headers["HX-Trigger"] = json.dumps({"show-message": {"text": said}, "card-blocked": {"number": number}})
    return answer

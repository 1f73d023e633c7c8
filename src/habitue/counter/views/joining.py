"""Joining the loyalty programme over the sale: the words are read out, and one tap makes a member."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from habitue.balances.joining import NoPlan, join, words_of
from habitue.balances.loyalty import the_plan
from habitue.counter.customer_rows import shown_name
from habitue.counter.views.attaching import show_customer
from habitue.counter.whose import of_a_customer_here
from habitue.customers.following import customer_or_404
from habitue.stores.access import TillRequest, at_till, till_stamp


@require_http_methods(["GET", "POST"])
@at_till
@of_a_customer_here
def joining(request: TillRequest, customer_id: UUID) -> HttpResponse:
    customer = customer_or_404(customer_id)
    if request.method == "GET":
        plan = the_plan()
        where = "pay" if request.GET.get("where") == "pay" else "sell"
        context = {"customer": customer, "plan": plan, "words": words_of(plan, customer.language), "where": where}
        return render(request, "counter/join.html", context)
    stamp = till_stamp(request)
    try:
        join(customer, stamp, stamp.at.astimezone(request.register.outlet.zone).date(), request.register)
    except NoPlan:
        return show_customer(request, _("Nobody can join now."))
    return show_customer(request, _("%(name)s is a member now") % {"name": shown_name(customer)})

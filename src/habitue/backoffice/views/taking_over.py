"""A balance of another till that was kept with an import becomes one of the customer's here, once."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from habitue.backoffice import roles
from habitue.backoffice.forms.taking_over import TakeOverForm
from habitue.balances.actions import take_over_balance
from habitue.balances.loyalty import the_plan
from habitue.balances.taken_over import entries_of_kept
from habitue.customers.following import records_of, who_is_now
from habitue.customers.models import KeptAside
from habitue.journal.perform import perform
from habitue.stores.access import StaffRequest, go, in_office, office_stamp
from habitue.stores.shop import the_currency


@in_office(*roles.LOYALTY)
@require_http_methods(["GET", "POST"])
def customer_balance_take_over(request: StaffRequest, kept_id: UUID) -> HttpResponse:
    kept = get_object_or_404(KeptAside.objects.select_related("customer"), id=kept_id)
    customer = who_is_now(kept.customer)
    # The same heading of a later file tells the same balance anew.
    same = KeptAside.objects.filter(customer__in=records_of(customer), name=kept.name)
    if entries_of_kept(same.values_list("id", flat=True)):
        messages.info(request, _("This balance counts already."))
        return go(request, "backoffice:customer", customer.id)
    currency = the_currency()
    form = TakeOverForm(request.POST or None, plan=the_plan(), currency=currency, initial={"amount": kept.value})
    if form.is_valid():
        perform(
            take_over_balance,
            office_stamp(request),
            kept=kept.id,
            customer=customer.id,
            note=f"{kept.name}: {kept.value}"[:200],
            **form.cleaned_data,
        )
        messages.success(request, _("The balance counts from now on."))
        return go(request, "backoffice:customer", customer.id)
    context = {"customer": customer, "kept": kept, "form": form, "stands_for": "customer"}
    return render(request, "backoffice/take_over.html", context, status=422 if form.errors else 200)

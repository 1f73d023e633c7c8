"""A customer pays what they owe: a line of the basket, paid by any tender but the account itself."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from habitue.balances.sums import account_of
from habitue.catalogue.models import Kind
from habitue.counter.answers import put_at
from habitue.counter.balances import typed_minor, variant_of
from habitue.counter.forms.gift_cards import OwedForm
from habitue.counter.repriced import in_money
from habitue.counter.sale import show_sale
from habitue.counter.views.basket import unless_partly_paid
from habitue.lib.ids import new_id, uuid_or_none
from habitue.sales.baskets import basket_at
from habitue.sales.on_account import NothingOwed, put_in_account_payment
from habitue.stores.access import TillRequest, at_till
from habitue.stores.shop import the_currency


@require_http_methods(["GET", "POST"])
@at_till
@unless_partly_paid
def account_payment(request: TillRequest) -> HttpResponse:
    """The form over the sale, with all that the attached customer owes; and what is typed in it."""
    basket = basket_at(request.register)
    customer = basket.customer if basket else None
    if customer is None:
        return show_sale(request, _("Add the customer first."), with_total=False, show_said=True)
    owed = account_of(customer.id)
    context = {"customer": customer, "owed": owed, "line": new_id()}
    if request.method == "GET":
        form = _form(initial={"amount": typed_minor(request, owed)})
        return render(request, "counter/account_payment.html", {"form": form, **context})
    form = _form(request.POST)
    line = uuid_or_none(request.POST.get("line")) or new_id()
    if form.is_valid():
        variant = variant_of(request, Kind.ACCOUNT_PAYMENT)
        amount = form.cleaned_data["amount"]
        try:
            put_in_account_payment(request.register, request.staff, variant, amount, id=line)
        except NothingOwed as nothing:
            said = _("They owe no more than %(owed)s.") % {"owed": in_money(request, nothing.owed)}
            form.add_error("amount", said)
        else:
            said = _("%(amount)s of what they owe added") % {"amount": in_money(request, amount)}
            return show_sale(request, said, selected=line, events={"close-dialog": ""})
    return put_at(
        "#owed-form",
        render(request, "counter/account_payment.html#form", {"form": form, **context, "line": line}, status=422),
    )


def _form(data: Any = None, initial: dict[str, Any] | None = None) -> OwedForm:
    currency = the_currency()
    return OwedForm(data, currency=currency, initial=initial)

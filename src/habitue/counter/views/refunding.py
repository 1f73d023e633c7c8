"""Giving money back on the payment screen: as it was paid, or wherever else the customer wants it."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habitue.counter.repriced import in_money
from habitue.counter.views.payment import show_again
from habitue.lib.amounts import why_no_amount
from habitue.lib.ids import uuid_or_none
from habitue.lib.money import WrongAmount, parse_amount
from habitue.sales import checkout, refunds
from habitue.sales.models import BasketPayment, Tender
from habitue.stores.access import TillRequest, at_till, go
from habitue.stores.shop import the_currency

AS_PAID = "as_paid"


@require_POST
@at_till
def refund(request: TillRequest) -> HttpResponse:
    """So much is given back in this way; all that is still to be refunded, unless a part is typed."""
    typed = request.POST.get("amount", "")
    try:
        made = _give_back(request, typed)
    except WrongAmount as wrong:
        error = why_no_amount(wrong, typed)
    except checkout.WrongPayment:
        error = _("No more is given back than what comes back: more than nothing, and at most what is left.")
    except refunds.NobodyToRefund:
        error = _("Add a customer first: store credit and the account are somebody's.")
    except refunds.OwesLess as less:
        error = _("The account takes no more than the customer owes: %(owes)s.") % {
            "owes": in_money(request, less.owes)
        }
    except checkout.AnotherBasket:
        messages.error(request, _("Nothing was given back: the page was of an earlier sale."))
        return go(request, "counter:pay")
    except checkout.NothingToPay:
        return show_again(request)
    else:
        return show_again(request, said=_say(request, made))
    return show_again(request, error=error, typed=typed)


def _give_back(request: TillRequest, typed: str) -> list[BasketPayment]:
    payment, basket = uuid_or_none(request.POST.get("payment")), uuid_or_none(request.POST.get("basket"))
    way = request.POST.get("way", "")
    if way == AS_PAID:
        return refunds.refund_as_paid(request.register, id=payment, basket_id=basket)
    if way not in refunds.WAYS:
        raise checkout.WrongPayment
    currency = the_currency()
    amount = parse_amount(typed, currency) if typed.strip() else None
    return [refunds.refund(request.register, Tender(way), amount, id=payment, basket_id=basket)]


def _say(request: TillRequest, made: list[BasketPayment]) -> str:
    """What a screen reader says after it."""
    given = ", ".join(f"{each.get_tender_display()} {in_money(request, -each.amount)}" for each in made)
    return _("Given back: %(given)s.") % {"given": given}

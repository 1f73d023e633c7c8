"""Paying what is in the basket, and completing the sale."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from habitue.balances.posting import CardSoldAlready, NoAccount, OverAccountLimit
from habitue.balances.sums import NotEnough
from habitue.counter.answers import put_at
from habitue.counter.balances import balances_on_offer, say_failed, say_sold_already
from habitue.counter.loyalty import loyalty_on_offer, show_loyalty
from habitue.counter.odd_cash import ask_whether_right, is_sure, leave_the_question
from habitue.counter.refund import brings_a_card_back, refund_on_offer
from habitue.counter.repriced import in_money
from habitue.counter.views.returning import say_left
from habitue.lib.amounts import why_no_amount
from habitue.lib.ids import new_id, uuid_or_none
from habitue.lib.money import Money, WrongAmount, decimal_mark, parse_amount, type_amount
from habitue.sales import checkout, paying, redeeming
from habitue.sales.baskets import basket_at, lines_of
from habitue.sales.cash import quick_amounts
from habitue.sales.codes import codes_typed
from habitue.sales.coming_back import document_of
from habitue.sales.discounts import OverDiscountLimit
from habitue.sales.gift_cards import CardNotGood
from habitue.sales.models import Basket, BasketPayment, Document, Tender
from habitue.sales.repricing import Repricing
from habitue.sales.returnable import ReturnedAlready
from habitue.stores.access import TillRequest, at_till, go, till_stamp
from habitue.stores.shop import the_currency

REFUSED = (
    checkout.StillDue,
    OverDiscountLimit,
    CardSoldAlready,
    ReturnedAlready,
    NotEnough,
    CardNotGood,
    NoAccount,
    OverAccountLimit,
)
"""Why a sale may not be completed; what was done to the basket stays."""

type Context = dict[str, Any]


@require_GET
@at_till
def pay(request: TillRequest) -> HttpResponse:
    desk = _desk(request)
    return render(request, "counter/pay.html", desk) if desk else _nothing_to_pay(request)


@require_POST
@at_till
def payments(request: TillRequest) -> HttpResponse:
    """Something was handed over. What was typed stands beside its error when it cannot be."""
    tender = _tender(request)
    if tender == Tender.CASH and (asked := ask_whether_right(request)):
        return asked
    answer = _take(request, tender)
    return leave_the_question(answer) if is_sure(request) else answer


def _take(request: TillRequest, tender: Tender) -> HttpResponse:
    typed = request.POST.get("amount", "")
    error = ""
    try:
        amount = parse_amount(typed, the_currency()) if typed.strip() else 0
        payment = uuid_or_none(request.POST.get("payment"))
        basket = uuid_or_none(request.POST.get("basket"))
        if tender == Tender.LOYALTY:
            taken = redeeming.redeem(request.register, amount, id=payment, basket_id=basket)
        else:
            taken = checkout.take_payment(request.register, tender, amount, id=payment, basket_id=basket)
    except WrongAmount as wrong:
        error = why_no_amount(wrong, typed)
    except checkout.WrongPayment as wrong:
        error = _why_wrong(request, tender, typed, wrong.most)
    except redeeming.TooFewUnits as few:
        error = _("Loyalty pays from %(least)s on.") % {"least": show_loyalty(request, few.least)}
    except redeeming.NoLoyalty:
        error = _("There is no loyalty left to pay with.")
    except checkout.AnotherBasket:
        messages.error(request, _("Nothing was taken: the page was of an earlier sale."))
        return go(request, "counter:pay")
    except checkout.NothingToPay:
        pass
    except OverDiscountLimit as over:
        return show_again(request, notice=_say_over_limit(over))
    else:
        return show_again(request, said=say_taken(request, taken))
    return show_again(request, error=error, typed=typed, tender=tender)


@require_POST
@at_till
def payment_remove(request: TillRequest, payment_id: UUID) -> HttpResponse:
    try:
        checkout.take_back_payment(request.register, payment_id)
    except checkout.NothingToPay:
        return _nothing_to_pay(request)
    return show_again(request, said=_("The payment is removed."))


@require_POST
@at_till
def complete(request: TillRequest) -> HttpResponse:
    """Once it answers, the sale is on the disk; asked again, it leads to the same receipt."""
    basket_id = uuid_or_none(request.POST.get("basket", ""))
    try:
        if basket_id is None:
            raise Basket.DoesNotExist
        sale = checkout.complete(request.register, basket_id, till_stamp(request))
    except (checkout.NothingToPay, Basket.DoesNotExist):
        return _nothing_to_pay(request)
    except REFUSED as why:
        return show_again(request, notice=_why_refused(request, why))
    return go(request, "counter:receipt", sale.id)


def _why_refused(request: TillRequest, why: Exception) -> str:
    match why:
        case checkout.StillDue():
            return _why_not_complete(request, why.minor)
        case OverDiscountLimit():
            return _say_over_limit(why)
        case CardSoldAlready():
            return say_sold_already(why.code)
        case ReturnedAlready():
            said = _("Another till was quicker. Go back to the sale, and take out what cannot come back.")
            return f"{say_left(why)} {said}"
        case _:
            return _what_is_missing(request)


def _tender(request: TillRequest) -> Tender:
    asked = request.POST.get("tender")
    return next((each for each in (Tender.CARD, Tender.LOYALTY) if each == asked), Tender.CASH)


def _what_is_missing(request: TillRequest) -> str:
    """A balance did not hold what it was to pay: that payment is taken back, and everything else stays."""
    left = redeeming.take_back_what_is_not_there(request.register)
    if left is None and (failed := paying.take_back_what_fails(request.register)):
        return " ".join(say_failed(request, each) for each in failed)
    if left is None and brings_a_card_back(request.register):
        return _("A gift card that comes back has been used since. Go back to the sale, and take it out.")
    if left is None:
        return _("A balance does not hold what it was to pay. Remove its payment and take it again.")
    said = _("Another till has used this customer’s loyalty meanwhile: %(left)s is left. That payment is taken back.")
    return said % {"left": show_loyalty(request, left)}


def _desk(request: TillRequest) -> Context | None:
    """All that the payment page shows; None when there is nothing to pay for."""
    basket = basket_at(request.register)
    at = checkout.open_now(basket) if basket else None
    if not basket or not at or not at.lines:
        return None
    taken, due = list(basket.payments.all()), at.due
    currency, country, language = the_currency(), request.register.outlet.country, get_language() or ""
    return {
        "basket": basket,
        "codes": codes_typed(basket, at.priced),
        "customer": basket.customer,
        "priced": at.priced,
        "payments": taken,
        "due": due,
        "overpaid": -due,
        "change": sum(payment.change for payment in taken),
        "amounts": [
            (amount, type_amount(Money(amount, currency), country, language)) for amount in quick_amounts(due, currency)
        ],
        "due_typed": type_amount(Money(abs(due), currency), country, language),
        "decimal_mark": decimal_mark(currency, country, language),
        "tender": Tender.CASH,
        **refund_on_offer(basket, at.lines, due),
        **loyalty_on_offer(request, at),
        **balances_on_offer(request, at),
        "fresh": new_id(),
    }


def show_again(request: TillRequest, **more: Any) -> HttpResponse:
    """The page's changing part, after something was done or could not be; `tender` is the way that stands open then."""
    desk = _desk(request)
    if desk is None:
        return _nothing_to_pay(request)
    wrong = more.get("error") or more.get("notice") or more.get("told")
    return render(request, "counter/pay.html#payment", desk | more, status=422 if wrong else 200)


def show_beside_payment(
    request: TillRequest, said: str, *, repriced: Repricing | None, refused: str, closes: bool
) -> HttpResponse:
    """The customer's place; what is due and the sum go with it where the prices have changed."""
    basket = basket_at(request.register)
    desk = _desk(request) or {"customer": basket and basket.customer}
    if repriced:
        said = _("%(said)s. Total: %(total)s.") % {"said": said, "total": in_money(request, repriced.after)}
    # Whoever comes may pay with what is theirs, and whoever goes takes it along.
    context = desk | {"said": refused or said, "repriced": repriced, "refused": refused, "oob": "due" in desk}
    answer = put_at("#payment-customer", render(request, "counter/pay_customer.html", context))
    if closes:
        answer.headers["HX-Trigger-After-Swap"] = "close-dialog"
    return answer


def show_payment(request: TillRequest, said: str, repriced: Repricing | None, *, refused: bool = False) -> HttpResponse:
    """What is due, after something else than a payment has changed it, or could not."""
    answer = show_again(request, notice=said) if refused else show_again(request, said=said, repriced=repriced)
    put_at("#payment", answer, "outerHTML settle:0ms")
    answer.headers["HX-Trigger-After-Swap"] = "close-dialog"
    return answer


def _nothing_to_pay(request: TillRequest) -> HttpResponse:
    messages.info(request, _("There is nothing to pay: the basket is empty."))
    return go(request, "counter:sell")


def _why_wrong(request: TillRequest, tender: Tender, typed: str, most: int | None) -> str:
    basket = basket_at(request.register)
    if not typed.strip():
        asked = {Tender.CARD: _("Type how much was paid by card."), Tender.LOYALTY: _("Type how much loyalty pays.")}
        return asked.get(tender, _("Type how much was handed over."))
    if tender == Tender.LOYALTY and most is not None:
        return say_most(request, most)
    if basket and tender == Tender.CARD and parse_amount(typed, the_currency()) > 0:
        return _("A card pays no more than what is due: %(due)s.") % {"due": in_money(request, checkout.due(basket))}
    return _("The amount must be more than nothing.")


def _why_not_complete(request: TillRequest, minor: int) -> str:
    if minor > 0:
        return _("The sale cannot be completed: %(due)s is still to be paid.") % {"due": in_money(request, minor)}
    basket = basket_at(request.register)
    if basket and document_of(lines_of(basket)) != Document.SALE:
        return _("It cannot be completed: %(amount)s is still to be given back.") % {
            "amount": in_money(request, -minor)
        }
    return _("More was paid than is due now: remove a payment and take it again.")


def _say_over_limit(over: OverDiscountLimit) -> str:
    said = _("A discount by hand is more than %(limit)s %% by now. Go back: make it less, or have a manager allow it.")
    return said % {"limit": f"{over.limit.normalize():f}"}


def say_taken(request: TillRequest, taken: BasketPayment) -> str:
    """What a screen reader says after a payment."""
    basket = basket_at(request.register)
    due = checkout.due(basket) if basket else 0
    if due > 0:
        return _("%(amount)s taken. Still due: %(due)s.") % {
            "amount": in_money(request, taken.tendered),
            "due": in_money(request, due),
        }
    if taken.change:
        return _("All is paid. Change to give: %(change)s.") % {"change": in_money(request, taken.change)}
    return _("All is paid.")


def say_most(request: TillRequest, most: int) -> str:
    """What is wrong with an amount that a balance was to pay."""
    return _("Type more than nothing, and at most %(most)s.") % {"most": in_money(request, most)}

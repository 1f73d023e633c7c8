"""Paying with a gift card, with store credit and on account, on the payment page."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from habitue.balances.gift_codes import is_ours, last_of, plain
from habitue.balances.posting import OverAccountLimit
from habitue.counter.balances import typed_minor, why_card_not_good
from habitue.counter.forms.allowing import ManagerForm
from habitue.counter.repriced import in_money
from habitue.counter.views.payment import say_most, say_taken, show_again
from habitue.lib.amounts import why_no_amount
from habitue.lib.ids import uuid_or_none
from habitue.lib.money import WrongAmount, parse_amount
from habitue.sales import checkout, paying
from habitue.sales.discounts import OverDiscountLimit
from habitue.sales.gift_cards import CardNotGood
from habitue.sales.models import BasketPayment, Tender
from habitue.stores.access import TillRequest, at_till, go
from habitue.stores.shop import the_currency

type Pay = Callable[..., BasketPayment]

LONGEST_CODE = 48


@require_POST
@at_till
def gift_card_look(request: TillRequest) -> HttpResponse:
    """What is left on the card; nothing is paid with it before the amount is confirmed."""
    return show_card(request, _code(request))


@require_POST
@at_till
def gift_card(request: TillRequest) -> HttpResponse:
    code = _code(request)
    shown = _look(request, code)
    if shown.get("error"):
        return show_again(request, tender=Tender.GIFT_CARD, **shown)
    return _pay(request, Tender.GIFT_CARD, partial(paying.pay_by_gift_card, request.register, code), shown)


def show_card(request: TillRequest, code: str) -> HttpResponse:
    """The payment page with what is left on the card, ready to pay; or with what is wrong with its code."""
    shown = _look(request, code)
    gift = shown.get("gift")
    said = gift and _("%(has)s is left on the gift card.") % {"has": in_money(request, gift.has)}
    return show_again(request, tender=Tender.GIFT_CARD, said=said or "", **shown)


@require_POST
@at_till
def credit(request: TillRequest) -> HttpResponse:
    return _pay(request, Tender.CREDIT, partial(paying.pay_by_credit, request.register))


@sensitive_post_parameters("pin")
@require_POST
@at_till
def account(request: TillRequest) -> HttpResponse:
    """Over the limit a manager is asked for; their PIN lets it pass."""
    manager = ManagerForm.sent(request.POST)
    pay = partial(paying.pay_on_account, request.register, allowed_by=manager.allowed_by())
    return _pay(request, Tender.ACCOUNT, pay, {"manager": manager})


def _code(request: TillRequest) -> str:
    return plain(request.POST.get("code", ""))[:LONGEST_CODE]


def _look(request: TillRequest, code: str) -> dict[str, Any]:
    """What the page shows of a card: what is left on it, or what is wrong."""
    if not code:
        return {"error": _("Scan the gift card, or type its code.")}
    try:
        gift = paying.look_at_card(request.register, code)
    except paying.NoSuchCard:
        slip = _("No gift card has this code. Look for slips.")
        return {"code": code, "error": _("This gift card was not sold here.") if is_ours(code) else slip}
    except CardNotGood as wrong:
        return {"code": code, "error": why_card_not_good(request, wrong.card)}
    except paying.NothingLeft:
        said = _("The gift card %(card)s has nothing that it could pay here.") % {"card": last_of(code)}
        return {"code": code, "error": said}
    except checkout.NothingToPay:
        return {}
    return {"gift": gift, "gift_called": last_of(code), "gift_typed": typed_minor(request, gift.amount), "code": code}


def _pay(request: TillRequest, tender: Tender, pay: Pay, shown: dict[str, Any] | None = None) -> HttpResponse:
    """Note the payment; or show the page with what was typed and what is wrong with it."""
    typed = request.POST.get("amount", "")
    shown = {"typed": typed, "tender": tender, **(shown or {})}
    try:
        amount = parse_amount(typed, the_currency()) if typed.strip() else None
        payment, basket = uuid_or_none(request.POST.get("payment")), uuid_or_none(request.POST.get("basket"))
        shown = {"said": say_taken(request, pay(amount, id=payment, basket_id=basket))}
    except WrongAmount as wrong:
        shown["error"] = why_no_amount(wrong, typed)
    except checkout.WrongPayment as wrong:
        shown["error"] = say_most(request, wrong.most or 0)
    except paying.NothingLeft:
        shown = {"notice": _("There is nothing left to pay with.")}
    except OverAccountLimit as over:
        said = _("They owe %(owed)s of at most %(limit)s. More needs a manager.")
        told = said % {"owed": in_money(request, over.owed), "limit": in_money(request, over.limit)}
        shown |= {"told": told, "over": True}
    except checkout.AnotherBasket:
        messages.error(request, _("Nothing was taken: the page was of an earlier sale."))
        return go(request, "counter:pay")
    except checkout.NothingToPay:
        shown = {}
    except OverDiscountLimit:
        shown = {"notice": _("A discount is over its limit. Go back: make it less, or have it allowed.")}
    return show_again(request, **shown)

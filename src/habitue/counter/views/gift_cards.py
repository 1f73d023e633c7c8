"""Gift cards at the till: sold as a line of the basket, and looked at when their code is scanned."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from habitue.balances.gift_codes import LONGEST, SHORTEST, card_of, is_ours, last_of, plain
from habitue.balances.models import GiftCard
from habitue.balances.sums import gift_card_of
from habitue.catalogue.models import Kind
from habitue.counter.answers import put_at
from habitue.counter.balances import variant_of, why_card_not_good
from habitue.counter.forms.gift_cards import GiftCardForm
from habitue.counter.sale import show_sale
from habitue.counter.views.balance_payments import show_card
from habitue.counter.views.basket import unless_partly_paid
from habitue.lib.clock import now
from habitue.lib.ids import new_id, uuid_or_none
from habitue.sales.gift_cards import CodeTaken, WrongCode, is_good, put_in_gift_card
from habitue.stores.access import TillRequest, at_till
from habitue.stores.shop import the_currency


@require_http_methods(["GET", "POST"])
@at_till
@unless_partly_paid
def sell_card(request: TillRequest) -> HttpResponse:
    """The form over the sale, and what is typed in it."""
    if request.method == "GET":
        return render(request, "counter/gift_card.html", {"form": _form(), "line": new_id()})
    if not request.POST.get("amount", "").strip() and (known := card_of(request.POST.get("code", ""))):
        return _show_left(request, known)
    form, line = _form(request.POST), uuid_or_none(request.POST.get("line")) or new_id()
    if form.is_valid():
        typed = form.cleaned_data
        variant = variant_of(request, Kind.GIFT_CARD)
        try:
            put_in_gift_card(request.register, request.staff, variant, typed["amount"], typed["code"], id=line)
        except WrongCode:
            said = _("A code has %(shortest)s to %(longest)s letters and digits. Leave it empty to have one made.")
            form.add_error("code", said % {"shortest": SHORTEST, "longest": LONGEST})
        except CodeTaken:
            form.add_error("code", _("This code is in use already: the card was sold, or it is something else."))
        else:
            return show_sale(request, _("Gift card added"), selected=line, events={"close-dialog": ""})
    return _form_again(request, form, line)


@require_POST
@at_till
def left(request: TillRequest) -> HttpResponse:
    """What is left on the card whose code is typed in the form; nothing is sold."""
    typed = request.POST.get("code", "").strip()
    if card := card_of(typed):
        return _show_left(request, card)
    form = _form(initial={"amount": request.POST.get("amount", "")[:20], "code": typed[:40]})
    asked = _("Scan the gift card, or type its code.")
    slip = _("No gift card has this code. Look for slips.")
    known = _("This gift card was not sold here.") if is_ours(plain(typed)) else slip
    context = {"left_wrong": known if typed else asked}
    return _form_again(request, form, uuid_or_none(request.POST.get("line")) or new_id(), context)


def code_scanned(request: TillRequest, code: str) -> HttpResponse:
    """A printed card was scanned while the form is open: its code stands in the field."""
    form = _form(initial={"code": code})
    return put_at("#gift-card-code", render(request, "counter/gift_card.html#code", {"form": form}))


def scanned(request: TillRequest, code: str, where: str) -> HttpResponse | None:
    """A gift card: on the payment page it may pay, elsewhere it says what is left. None for any other code."""
    card = card_of(code)
    if card is None:
        return None
    if where == "pay":
        return put_at("#payment", show_card(request, card.code), "outerHTML settle:0ms")
    return _show_left(request, card)


def _show_left(request: TillRequest, card: GiftCard) -> HttpResponse:
    today = now().astimezone(request.register.outlet.zone).date()
    context = {
        "card": card,
        "called": last_of(card.code),
        "has": gift_card_of(card.id),
        "wrong": "" if is_good(card, today) else why_card_not_good(request, card),
    }
    return put_at("#dialog-place", render(request, "counter/gift_card_left.html", context), "innerHTML")


def _form_again(
    request: TillRequest, form: GiftCardForm, line: UUID, context: dict[str, Any] | None = None
) -> HttpResponse:
    return put_at(
        "#gift-card-form",
        render(request, "counter/gift_card.html#form", {"form": form, "line": line, **(context or {})}, status=422),
    )


def _form(data: Any = None, initial: dict[str, Any] | None = None) -> GiftCardForm:
    currency = the_currency()
    return GiftCardForm(data, currency=currency, initial=initial)

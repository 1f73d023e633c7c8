"""A promotion's code, typed on the sell or the payment screen."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from habitue.counter.answers import put_at
from habitue.counter.repriced import reprice
from habitue.counter.sale import show_sale
from habitue.counter.views.attaching import where_asked
from habitue.counter.views.payment import show_payment
from habitue.pricing.models import Promotion
from habitue.pricing.promotions import Why
from habitue.sales import codes
from habitue.sales.codes import NotForNow, NotHere, UnknownCode
from habitue.sales.repricing import Repricing
from habitue.stores.access import TillRequest, at_till

LONGEST = 40


@require_http_methods(["GET", "POST"])
@at_till
def code(request: TillRequest) -> HttpResponse:
    where = _where(request)
    if request.method == "GET":
        return render(request, "counter/code.html", {"where": where})
    typed = request.POST.get("code", "").strip()[:LONGEST]
    done, repriced, wrong = _type(request, typed)
    if done is None or wrong:
        context = {"where": where, "typed": typed, "wrong": wrong}
        return put_at("#code-form", render(request, "counter/code.html#form", context, status=422))
    promotion, had = done
    return _show(request, _say(promotion, had=had), repriced)


def scanned(request: TillRequest, typed: str) -> HttpResponse | None:
    """A printed code was scanned; None where it is no promotion's."""
    if not codes.is_known(typed):
        return None
    done, repriced, wrong = _type(request, typed)
    if done is None:
        if _where(request) == "pay":
            return show_payment(request, wrong, None, refused=True)
        return show_sale(request, wrong, with_total=False, show_said=True)
    promotion, had = done
    return _show(request, _say(promotion, had=had), repriced)


@require_POST
@at_till
def remove(request: TillRequest) -> HttpResponse:
    typed = request.POST.get("code", "")[:LONGEST]
    _done, repriced, refused = reprice(request, lambda: codes.take_code_back(request.register, request.staff, typed))
    return _show(request, refused or _("The code %(code)s is taken back.") % {"code": typed}, repriced)


def _type(request: TillRequest, typed: str) -> tuple[tuple[Promotion, bool] | None, Repricing | None, str]:
    """What was typed, what it changed at the prices, and what is wrong with it."""
    try:
        return reprice(request, lambda: codes.type_code(request.register, request.staff, typed))
    except UnknownCode:
        wrong = _("No promotion has this code. Look for slips, such as O and 0.") if typed else _("Type the code.")
    except NotHere:
        wrong = _("This code is for other outlets.")
    except NotForNow as refused:
        wrong = _why_not(refused)
    return None, None, wrong


def _show(request: TillRequest, said: str, repriced: Repricing | None) -> HttpResponse:
    if _where(request) == "pay":
        return show_payment(request, said, repriced)
    return show_sale(request, said, repriced=repriced, with_total=repriced is not None, events={"close-dialog": ""})


def _say(promotion: Promotion, *, had: bool) -> str:
    if had:
        return _("%(promotion)s counts for this sale") % {"promotion": promotion.name}
    return _("%(promotion)s is kept: so far it takes nothing off what is in the basket") % {"promotion": promotion.name}


def _why_not(refused: NotForNow) -> str:
    words = {
        Why.NOT_YET: _("%(promotion)s has not begun yet."),
        Why.OVER: _("%(promotion)s is over."),
        Why.ANOTHER_TIME: _("%(promotion)s is for other days or hours."),
        Why.NOBODY: _("%(promotion)s is for known customers: add the customer first."),
        Why.NOT_THEIRS: _("%(promotion)s is not for this customer's group."),
        None: _("%(promotion)s is used up."),
    }
    return words[refused.why] % {"promotion": refused.promotion.name}


def _where(request: TillRequest) -> str:
    return "pay" if where_asked(request) == "pay" else "sell"

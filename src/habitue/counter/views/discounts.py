"""What is taken off by hand, on a line or on the whole sale; beyond the limit a manager types their PIN."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from babel.numbers import format_decimal
from django.http import HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from habitue.counter.answers import put_at
from habitue.counter.forms.allowing import ManagerForm
from habitue.counter.forms.lines import TOO_MUCH_OFF, DiscountForm
from habitue.counter.sale import call, show_sale
from habitue.counter.views.basket import unless_partly_paid
from habitue.lib.money import Money, local_manner, type_amount
from habitue.sales import baskets, discounts
from habitue.sales.discounts import ByHand, OverDiscountLimit
from habitue.sales.models import Basket, BasketLine
from habitue.stores.access import TillRequest, at_till
from habitue.stores.models import Staff
from habitue.stores.shop import the_currency

type Give = Callable[[ByHand], object]


@sensitive_post_parameters("pin")
@require_http_methods(["GET", "POST"])
@at_till
@unless_partly_paid
def discount(request: TillRequest, line_id: UUID) -> HttpResponse:
    """The form over the sale, and what is typed in it: for one line."""
    line = BasketLine.objects.select_related("variant__product").get(id=line_id, basket__register=request.register)
    dialog = {
        "title": _("Discount on %(line)s") % {"line": call(line)},
        "address": resolve_url("counter:line_discount", line_id),
        "on_line": True,
    }
    if request.method == "GET":
        return _ask(request, line, dialog)

    def give(by_hand: ByHand) -> object:
        return discounts.give_on_line(request.register, line_id, by_hand)

    given, answer = _given(request, give, dialog)
    if answer:
        return answer
    said = _("No discount on %(line)s") if given and given.is_nothing else _("Discount taken off %(line)s")
    return show_sale(request, said % {"line": call(line)}, selected=line_id, events={"close-dialog": ""})


@sensitive_post_parameters("pin")
@require_http_methods(["GET", "POST"])
@at_till
@unless_partly_paid
def sale_discount(request: TillRequest) -> HttpResponse:
    """The same for the whole sale."""
    basket = baskets.basket_at(request.register)
    dialog = {
        "title": _("Discount on the whole sale"),
        "address": resolve_url("counter:sale_discount"),
        "on_line": False,
    }
    if request.method == "GET":
        return _ask(request, basket, dialog)

    def give(by_hand: ByHand) -> object:
        return discounts.give_on_sale(request.register, request.staff, by_hand)

    given, answer = _given(request, give, dialog)
    if answer:
        return answer
    nothing = given is not None and given.is_nothing
    said = _("No discount on the whole sale") if nothing else _("Discount taken off the whole sale")
    return show_sale(request, said, events={"close-dialog": ""})


def _given(request: TillRequest, give: Give, dialog: dict[str, Any]) -> tuple[ByHand | None, HttpResponse | None]:
    """What was given; or, where it could not be, the form again with what is wrong."""
    form = DiscountForm(request.POST, currency=the_currency(), on_line=dialog["on_line"])
    if not form.is_valid():
        return None, _refuse(request, form, dialog)
    by_hand = _by_hand(form, request.staff)
    try:
        give(by_hand)
    except baskets.WrongDiscount:
        form.add_error("off", TOO_MUCH_OFF)
        return None, _refuse(request, form, dialog)
    except OverDiscountLimit as over:
        return _allowed(request, give, form, over, dialog)
    return by_hand, None


def _allowed(
    request: TillRequest, give: Give, form: DiscountForm, over: OverDiscountLimit, dialog: dict[str, Any]
) -> tuple[ByHand | None, HttpResponse | None]:
    """A manager's PIN is asked for; with the right one, and within the manager's own limit, it is given."""
    manager = ManagerForm.sent(request.POST)
    if allowed_by := manager.allowed_by():
        by_hand = _by_hand(form, request.staff, allowed_by)
        try:
            give(by_hand)
        except OverDiscountLimit as still:
            over = still
        else:
            return by_hand, None
    limit = format_decimal(
        over.limit, "0.##", locale=local_manner(request.register.outlet.country, get_language() or "")
    )
    told = _("More than %(limit)s %% needs a manager.")
    if over.together:
        told = _("Line and sale together, it is more than %(limit)s %%, which needs a manager.")
    told %= {"limit": limit}
    return None, _refuse(request, form, dialog, manager=manager, told=told)


def _by_hand(form: DiscountForm, staff: Staff, allowed_by: Staff | None = None) -> ByHand:
    typed = form.cleaned_data
    return ByHand(typed["percent"], typed["amount"], typed["asked_price"], staff, form.said_why, allowed_by)


def _ask(request: TillRequest, given: Basket | BasketLine | None, dialog: dict[str, Any]) -> HttpResponse:
    currency = the_currency()
    initial = _given_now(given, currency, request.register.outlet.country)
    form = DiscountForm(currency=currency, initial=initial, on_line=dialog["on_line"])
    return render(request, "counter/discount.html", {"form": form, **dialog})


def _refuse(request: TillRequest, form: DiscountForm, dialog: dict[str, Any], **more: Any) -> HttpResponse:
    return put_at(
        "#discount-form", render(request, "counter/discount.html#form", {"form": form, **dialog, **more}, status=422)
    )


def _given_now(given: Basket | BasketLine | None, currency: str, country: str) -> dict[str, str]:
    """What is taken off as things are, to be changed."""
    if given is None:
        return {"kind": "percent"}
    language = get_language() or ""
    initial = {"kind": "percent", "off": "", "reason": given.discount_reason, "other": given.discount_reason}
    initial["other" if given.discount_reason in DiscountForm.proposed() else "reason"] = ""
    asked = given.asked_price if isinstance(given, BasketLine) else None
    amount = given.discount_amount if asked is None else asked
    if amount is not None:
        kind = "amount" if asked is None else "price"
        return initial | {"kind": kind, "off": type_amount(Money(amount, currency), country, language)}
    if given.discount_percent is not None:
        shown = format_decimal(given.discount_percent, "0.##", locale=local_manner(country, language))
        return initial | {"off": shown}
    return initial

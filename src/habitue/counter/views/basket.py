"""The lines of the basket. Each view does one thing to them and answers with the sale as it is then."""

from collections.abc import Callable
from decimal import Decimal
from functools import wraps
from typing import Any, Concatenate
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from habitue.catalogue.models import Variant
from habitue.catalogue.search import AT_HAND, choices
from habitue.counter.forms.lines import WRONG_QUANTITY, DiscountForm, QuantityForm
from habitue.counter.sale import call, sale_context, show_sale
from habitue.counter.views.products import by_colour
from habitue.lib.ids import uuid_or_none
from habitue.sales import baskets
from habitue.sales.models import BasketLine
from habitue.sales.removed import NotOurs, sealed_line, sealed_return, unsealed_line, what_is_allowed
from habitue.sales.why import explain, staff_of
from habitue.stores.access import TillRequest, at_till, go


def unless_partly_paid[**P](
    view: Callable[Concatenate[TillRequest, P], HttpResponse],
) -> Callable[Concatenate[TillRequest, P], HttpResponse]:
    """What has been paid in part stays as it is; a line that is gone (another browser removed it) is just shown so."""

    @wraps(view)
    def guarded(request: TillRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except baskets.PartlyPaid:
            messages.error(request, _("Part of this sale is paid: complete it, or take the payment back first."))
            return go(request, "counter:pay")
        except baskets.ComesBack:
            said = _("This line stays as it is. To change it, remove it and put it in anew.")
            return show_sale(request, said, with_total=False, show_said=True, events={"close-dialog": ""}, status=422)
        except BasketLine.DoesNotExist:
            return show_sale(request, _("This line is not in the basket any more."), with_total=False, show_said=True)

    return guarded


@require_POST
@at_till
@unless_partly_paid
def put_in(request: TillRequest) -> HttpResponse:
    """One more of a variant; of a product, if there is nothing to choose."""
    variant = _wanted(request)
    if isinstance(variant, Variant):
        return add(request, variant)
    return variant


def add(request: TillRequest, variant: Variant) -> HttpResponse:
    """Put one in and show the sale, or say that the line is full."""
    try:
        line = baskets.put_in(request.register, request.staff, variant)
    except baskets.WrongQuantity:
        return show_sale(request, str(WRONG_QUANTITY), with_total=False, show_said=True)
    line.variant = variant
    return show_sale(request, _("%(line)s added") % {"line": call(line)}, selected=line.id)


def _wanted(request: TillRequest) -> Variant | HttpResponse:
    on_sale = Variant.objects.on_sale().select_related(*AT_HAND)
    if variant_id := uuid_or_none(request.POST.get("variant")):
        variants = list(on_sale.filter(id=variant_id))
    else:
        product_id = uuid_or_none(request.POST.get("product"))
        variants = choices(product_id) if product_id else []
    if len(variants) == 1:
        return variants[0]
    if variants:
        product = variants[0].product
        answer = render(request, "counter/product.html", {"product": product, "colours": by_colour(variants)})
        answer.headers["HX-Retarget"] = "#dialog-place"
        return answer
    return show_sale(request, _("This product is not sold any more."), with_total=False, show_said=True)


@require_POST
@at_till
@unless_partly_paid
def quantity(request: TillRequest, line_id: UUID) -> HttpResponse:
    """As many as were typed."""
    return _change_quantity(request, line_id, request.POST.get("quantity", ""))


@require_POST
@at_till
@unless_partly_paid
def more(request: TillRequest, line_id: UUID) -> HttpResponse:
    line = _lines(request).get(id=line_id)
    return _change_quantity(request, line_id, str(line.quantity + 1))


@require_POST
@at_till
@unless_partly_paid
def less(request: TillRequest, line_id: UUID) -> HttpResponse:
    """The last piece takes its line along."""
    line = _lines(request).get(id=line_id)
    if line.quantity == 1:
        return remove(request, line_id)
    return _change_quantity(request, line_id, str(line.quantity - 1))


def _lines(request: TillRequest) -> QuerySet[BasketLine]:
    return BasketLine.objects.filter(basket__register=request.register)


def _change_quantity(request: TillRequest, line_id: UUID, typed: str) -> HttpResponse:
    form = QuantityForm({"quantity": typed})
    if not form.is_valid():
        message = str(WRONG_QUANTITY)
        wrong = {"line": line_id, "typed": typed, "message": message}
        return show_sale(request, message, with_total=False, selected=line_id, wrong=wrong, status=422)
    line = baskets.change_quantity(request.register, line_id, form.cleaned_data["quantity"])
    said = _("%(count)s × %(line)s") % {"count": line.quantity, "line": call(line)}
    return show_sale(request, said, selected=line_id)


@require_GET
@at_till
@unless_partly_paid
def why(request: TillRequest, line_id: UUID) -> HttpResponse:
    """The line's price, step by step."""
    sale = sale_context(request)
    shown = next((each for each in sale["lines"] if each.line.id == line_id), None)
    if shown is None:
        raise BasketLine.DoesNotExist
    steps = shown.priced.steps
    context = {
        "line": shown.line,
        "called": shown.called,
        "steps": explain(steps, staff_of(steps)),
        "listed": shown.priced.listed,
        "shown": shown.priced.shown,
    }
    return render(request, "counter/line_why.html", context)


@require_POST
@at_till
@unless_partly_paid
def remove(request: TillRequest, line_id: UUID) -> HttpResponse:
    """The line goes; one button brings it back."""
    line = _lines(request).select_related("variant__product", "basket").get(id=line_id)
    baskets.remove_line(request.register, line_id)
    said = _("%(line)s removed") % {"line": call(line)}
    return show_sale(
        request,
        said,
        removed=line,
        removed_said=said,
        removed_was=sealed_return(line) if line.quantity < 0 else sealed_line(line),
    )


@require_POST
@at_till
@unless_partly_paid
def put_back(request: TillRequest, line_id: UUID) -> HttpResponse:
    """Undo a removal: what the line was comes from the button that offered it."""
    form = QuantityForm(request.POST)
    variant_id = uuid_or_none(request.POST.get("variant"))
    variant = Variant.objects.select_related(*AT_HAND).filter(id=variant_id).first() if variant_id else None
    taken = DiscountForm({"kind": "percent", "off": request.POST.get("percent", ""), "other": "undo"}, currency="")
    typed = request.POST.get("amount", "")
    amount = int(typed) if typed.isascii() and typed.isdigit() else None
    if variant is None or not form.is_valid() or not taken.is_valid():
        return show_sale(request, _("This line cannot be put back."), with_total=False, show_said=True, status=422)
    percent = taken.cleaned_data["percent"]
    line = baskets.put_back(
        request.register,
        request.staff,
        line_id,
        variant,
        form.cleaned_data["quantity"],
        percent=percent,
        amount=amount,
        **_given_by_hand(request, line_id, percent, amount),
    )
    line.variant = variant
    return show_sale(request, _("%(line)s is back") % {"line": call(line)}, selected=line.id)


def _given_by_hand(request: TillRequest, line_id: UUID, percent: Decimal | None, amount: int | None) -> dict[str, Any]:
    """What the button says of who gave it; what was changed since no manager has allowed."""
    try:
        given, allowed_for = unsealed_line(line_id, request.POST.get("was", ""))
    except NotOurs:
        return {}
    if allowed_for != what_is_allowed(percent, amount, baskets.basket_at(request.register)):
        given |= {"discount_by_id": given["discount_by_id"] or request.staff.id, "discount_allowed_by_id": None}
    return given


@require_http_methods(["GET", "POST"])
@at_till
@unless_partly_paid
def empty(request: TillRequest) -> HttpResponse:
    """Asks by naming what will go; then it goes."""
    if request.method == "GET":
        return render(request, "counter/empty.html", sale_context(request))
    baskets.empty(request.register)
    return show_sale(
        request,
        _("The basket is empty"),
        with_total=False,
        customer=True,
        events={"close-dialog": "", "sale-goes-on": ""},
    )

"""Bringing something back: the sale is found, and those of its lines that are chosen stand in the basket."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from habitue.counter.answers import put_at
from habitue.counter.forms.returning import ReturnForm
from habitue.counter.sale import show_sale
from habitue.counter.views.basket import unless_partly_paid
from habitue.lib.database import writing
from habitue.sales.baskets import basket_at
from habitue.sales.finding import all_came_back, sale_on_paper
from habitue.sales.models import Document, ReturnReason, Sale
from habitue.sales.returnable import Returnable, ReturnedAlready, returnable
from habitue.sales.returns import bring_back
from habitue.stores.access import TillRequest, at_till
from habitue.stores.models import Register

LONGEST = 200
SHOWN = 6
"""So many of the latest sales of who stands here are offered."""


@require_http_methods(["GET", "POST"])
@at_till
@unless_partly_paid
def find(request: TillRequest) -> HttpResponse:
    """Which sale is it? By the number on its receipt, by scanning it, or among those of who stands here."""
    typed = request.POST.get("number", "").strip()[:LONGEST]
    if request.method == "POST" and (sale := sale_on_paper(typed, request.register)):
        return show_lines(request, sale)
    error = ""
    if request.method == "POST":
        unknown = _("There is no receipt “%(typed)s”. Type the whole number, as it is printed.")
        error = unknown % {"typed": typed[:40]} if typed else _("Type the number that is printed on the receipt.")
    basket = basket_at(request.register)
    customer = basket.customer if basket else None
    sales = Sale.objects.filter(customer=customer, document__in=(Document.SALE, Document.EXCHANGE)) if customer else ()
    latest = list(sales.select_related("register__outlet").order_by("-completed_at", "-id")[:SHOWN]) if sales else []
    context = {
        "typed": typed,
        "error": error,
        "customer": customer,
        "sales": latest,
        "all_came_back": all_came_back([each.id for each in latest]),
    }
    return render(request, "counter/return_find.html", context, status=422 if error else 200)


@require_http_methods(["GET", "POST"])
@at_till
@unless_partly_paid
def lines(request: TillRequest, sale_id: UUID) -> HttpResponse:
    """The lines of a sale with what of each can still come back; by POST, they do."""
    sale = get_object_or_404(Sale.objects.select_related("customer", "register__outlet"), id=sale_id)
    if request.method == "GET":
        return show_lines(request, sale)
    form = ReturnForm(request.POST, left=left_of(request.register, sale))
    if not form.is_valid():
        return _refuse(request, sale, form)
    try:
        _bring_back(request, sale, form)
    except ReturnedAlready as already:
        # Another browser at this register has just put it there.
        form = ReturnForm(request.POST, left=left_of(request.register, sale))
        form.full_clean()
        form.add_error(None, say_left(already))
        return _refuse(request, sale, form)
    count = sum(form.pieces.values())
    said = ngettext("%(count)s piece comes back", "%(count)s pieces come back", count) % {"count": count}
    return show_sale(request, said, customer=True, events={"close-dialog": ""})


def show_lines(request: TillRequest, sale: Sale) -> HttpResponse:
    return render(request, "counter/return_lines.html", lines_context(request, sale))


def lines_context(request: TillRequest, sale: Sale, form: ReturnForm | None = None) -> dict[str, Any]:
    left = left_of(request.register, sale)
    form = form or ReturnForm(left=left)
    gone = Sale.objects.filter(voids=sale).exists()
    return {"sale": sale, "form": form, "currency": sale.currency, "voided": gone}


def left_of(register: Register, sale: Sale) -> dict[int, Returnable]:
    """What can still come back, less what the basket holds of it already."""
    basket = basket_at(register)
    there: dict[int, int] = {}
    if basket:
        for position, quantity in basket.lines.filter(of_sale=sale).values_list("of_line", "quantity"):
            there[position or 0] = there.get(position or 0, 0) - quantity
    out = {at: Returnable(each.line, each.returned + there.get(at, 0)) for at, each in returnable(sale.id).items()}
    return {at: each for at, each in out.items() if each.can_come_back}


def say_left(already: ReturnedAlready) -> str:
    """Another till was quicker: what there is left, in words."""
    said = ngettext(
        "%(line)s: only %(left)s piece can still come back.",
        "%(line)s: only %(left)s pieces can still come back.",
        already.left,
    )
    if not already.left:
        said = _("%(line)s: all of it has come back already.")
    return said % {"line": already.line.name, "left": already.left}


def _bring_back(request: TillRequest, sale: Sale, form: ReturnForm) -> None:
    by_reason: dict[ReturnReason, dict[int, int]] = {}
    for position, count in form.pieces.items():
        by_reason.setdefault(form.reason(position), {})[position] = count
    with writing():
        for reason, pieces in by_reason.items():
            bring_back(request.register, request.staff, sale, pieces, reason)


def _refuse(request: TillRequest, sale: Sale, form: ReturnForm) -> HttpResponse:
    return put_at(
        "#return-form",
        render(request, "counter/return_lines.html#form", lines_context(request, sale, form), status=422),
    )

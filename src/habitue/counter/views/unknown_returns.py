"""What is brought back without a receipt: the product is looked for, and a manager allows it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from habitue.catalogue.models import Kind, Variant
from habitue.catalogue.search import find_variants, variant_of_scan
from habitue.counter.answers import put_at
from habitue.counter.forms.allowing import ManagerForm
from habitue.counter.forms.returning import UnknownReturnForm
from habitue.counter.sale import call, show_sale
from habitue.counter.views.basket import unless_partly_paid
from habitue.lib.money import Money, type_amount
from habitue.sales.models import BasketLine, ReturnReason
from habitue.sales.returns import CannotReturn, bring_back_unknown, put_back_return
from habitue.stores.access import TillRequest, at_till
from habitue.stores.models import Staff
from habitue.stores.shop import the_currency


@sensitive_post_parameters("pin")
@require_http_methods(["GET", "POST"])
@at_till
@unless_partly_paid
def unknown(request: TillRequest) -> HttpResponse:
    """The form by GET; by POST it comes back, or a manager's PIN is asked for in the same form."""
    if request.method == "GET":
        return render(request, "counter/return_unknown.html", {"form": UnknownReturnForm(currency=the_currency())})
    form = UnknownReturnForm(request.POST, currency=the_currency())
    if not form.is_valid():
        return _refuse(request, form)
    manager = ManagerForm.asked_of(request.staff, request.POST)
    allowed_by = manager.allowed_by() if manager else request.staff
    if allowed_by is None:
        told = _("A return without a receipt needs a manager.")
        return _refuse(request, form, manager=manager, told=told)
    try:
        line = _bring_back(request, form, allowed_by)
    except CannotReturn:
        form.add_error("price", _("No more is given back for a piece than it costs today."))
        return _refuse(request, form)
    said = _("%(line)s comes back") % {"line": call(line)}
    return show_sale(request, said, selected=line.id, events={"close-dialog": ""})


@require_POST
@at_till
@unless_partly_paid
def undo(request: TillRequest, line_id: UUID) -> HttpResponse:
    """A line that was removed by mistake is back, as a manager has allowed it before."""
    try:
        line = put_back_return(request.register, line_id, request.POST.get("was", ""))
    except CannotReturn:
        return show_sale(request, _("This line cannot be put back."), with_total=False, show_said=True, status=422)
    return show_sale(request, _("%(line)s is back") % {"line": call(line)}, selected=line.id)


@require_POST
@at_till
def products(request: TillRequest) -> HttpResponse:
    """The products for what is typed, or the one that is chosen (`variant`) or was scanned, with its price."""
    typed = request.POST.get("q", "").strip()[:200]
    exact = variant_of_scan(typed) if typed else None
    found = [each for each in find_variants(typed) if each.product.kind == Kind.GOODS] if typed else []
    if exact and exact.product.kind == Kind.GOODS:
        found = [exact, *(each for each in found if each != exact)]
    return render(request, "counter/return_unknown.html#found", {"typed": typed, "found": found})


@require_POST
@at_till
def product(request: TillRequest, variant_id: UUID) -> HttpResponse:
    """The form with the product that was chosen, and what it costs today."""
    variant = Variant.objects.filter(id=variant_id, product__kind=Kind.GOODS).select_related("product").first()
    return show_chosen(request, variant)


def show_chosen(request: TillRequest, variant: Variant | None) -> HttpResponse:
    price = ""
    if variant:
        country = request.register.outlet.country
        price = type_amount(Money(variant.price, the_currency()), country, get_language() or "")
    form = UnknownReturnForm(currency=the_currency(), initial={"price": price, "pieces": "1"})
    form.chosen = variant
    return render(request, "counter/return_unknown.html", {"form": form})


def _bring_back(request: TillRequest, form: UnknownReturnForm, allowed_by: Staff) -> BasketLine:
    typed = form.cleaned_data
    variant: Variant = typed["variant"]
    line = bring_back_unknown(
        request.register,
        request.staff,
        variant,
        count=typed["pieces"],
        price=typed["price"],
        reason=ReturnReason(typed["reason"]),
        allowed_by=allowed_by,
    )
    line.variant = variant
    return line


def _refuse(request: TillRequest, form: UnknownReturnForm, **more: Any) -> HttpResponse:
    return put_at(
        "#return-unknown", render(request, "counter/return_unknown.html#form", {"form": form, **more}, status=422)
    )

"""Undoing what should not have been sold or brought back: it asks by naming what it undoes, and a manager allows it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from habitue.counter.forms.allowing import ManagerForm
from habitue.counter.whose import sale_of_here
from habitue.customers.search import freshen
from habitue.lib.clock import now
from habitue.lib.ids import new_id, uuid_or_none
from habitue.sales import voiding
from habitue.sales.models import Document, Sale
from habitue.sales.receipts import by_way
from habitue.sales.voiding import MayNotVoid, Why, why_not
from habitue.stores.access import TillRequest, at_till, go, till_stamp


@sensitive_post_parameters("pin")
@require_http_methods(["GET", "POST"])
@at_till
def void(request: TillRequest, sale_id: UUID) -> HttpResponse:
    sale = sale_of_here(request, sale_id)
    if done := Sale.objects.filter(voids=sale).first():
        return go(request, "counter:receipt", done.id)
    if why := why_not(sale, request.register, now()):
        return _show(request, sale, refused=_say(sale, why))
    if request.method == "GET":
        return _show(request, sale)
    manager = ManagerForm.asked_of(request.staff, request.POST)
    allowed_by = manager.allowed_by() if manager else request.staff
    if allowed_by is None:
        return _show(request, sale, manager=manager)
    id = uuid_or_none(request.POST.get("id")) or new_id()
    try:
        made = voiding.void(sale, request.register, till_stamp(request), id=id, allowed_by=allowed_by.id)
    except MayNotVoid as refused:
        return _show(request, sale, refused=_say(sale, refused.why))
    if made.customer_id:
        freshen(made.customer_id)
    return go(request, "counter:receipt", made.id)


def _show(request: TillRequest, sale: Sale, *, refused: str = "", manager: ManagerForm | None = None) -> HttpResponse:
    payments = list(sale.payments.all())
    title, told, act = _words(sale)
    context = {
        "sale": sale,
        "title": title,
        "told": told,
        "act": act,
        "currency": sale.currency,
        "pieces": sum(line.quantity for line in sale.lines.all()),
        "to_give": by_way(payments, 1).items(),
        "to_take": by_way(payments, -1).items(),
        "refused": refused,
        "manager": manager,
        "fresh": new_id(),
    }
    return render(request, "counter/void.html", context, status=422 if refused or manager else 200)


def _words(sale: Sale) -> tuple[str, str, str]:
    """The dialog's title, what it says when a manager is needed, and its button."""
    number = {"number": sale.receipt_number}
    if sale.document == Document.RETURN:
        title, told = _("Void return %(number)s?"), _("To void a return needs a manager.")
        return title % number, told, _("Void the return")
    if sale.document == Document.EXCHANGE:
        title, told = _("Void exchange %(number)s?"), _("To void an exchange needs a manager.")
        return title % number, told, _("Void the exchange")
    return _("Void sale %(number)s?") % number, _("To void a sale needs a manager."), _("Void the sale")


def _say(sale: Sale, why: Why) -> str:
    """Why it cannot be voided, and what to do instead."""
    return {
        Why.IS_VOID: _("A void cannot be undone. Sell or bring back again what it was about."),
        Why.ANOTHER_REGISTER: _("A sale is voided at its own register: %(register)s.")
        % {"register": sale.register.name},
        Why.ANOTHER_DAY: _("A sale is voided on its own day only. Bring it back as a return."),
        Why.CAME_BACK: _("Something of this sale has come back already. Bring back the rest as a return."),
        Why.BROUGHT_BACK_SINCE: _("More of the same sale has come back since. Void that return first."),
        Why.LOYALTY_SPENT: _("Loyalty that it brought has been used since. Bring it back as a return instead.")
        if sale.document == Document.SALE
        else _("Loyalty that it gave back has been used since, so it stays. Sell again what was brought back."),
        Why.CREDIT_SPENT: _("Store credit that it gave has been used since, so it stays. Sell again what came back."),
        Why.CARD_SPENT: _(
            "A gift card that was sold in it has been used since. Bring back the other lines as a return."
        )
        if sale.document == Document.SALE
        else _("A gift card that it paid to has been used since, so it stays. Sell again what came back."),
    }[why]

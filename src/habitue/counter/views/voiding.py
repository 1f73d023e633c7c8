"""Undoing a sale that should not have been made: it asks by naming what it undoes, and a manager allows it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from habitue.balances.sums import NotEnough
from habitue.counter.forms.allowing import MANAGERS, ManagerForm
from habitue.counter.sale import uuid_or_none
from habitue.counter.whose import sale_of_here
from habitue.customers.search import freshen
from habitue.journal.perform import perform
from habitue.lib.clock import now
from habitue.lib.ids import new_id
from habitue.sales.actions import CannotVoid, void_sale
from habitue.sales.models import Sale
from habitue.sales.voiding import may_be_voided
from habitue.stores.access import TillRequest, at_till, go, till_stamp
from habitue.stores.models import Staff


@sensitive_post_parameters("pin")
@require_http_methods(["GET", "POST"])
@at_till
def void(request: TillRequest, sale_id: UUID) -> HttpResponse:
    sale = sale_of_here(request, sale_id)
    if done := Sale.objects.filter(voids=sale).first():
        return go(request, "counter:receipt", done.id)
    if not may_be_voided(sale, request.register, now()):
        return _show(request, sale, refused=_why_not(request, sale))
    if request.method == "GET":
        return _show(request, sale)
    manager = None if request.staff.role in MANAGERS else ManagerForm.sent(request.POST)
    allowed_by = manager.allowed_by() if manager else request.staff
    if allowed_by is None:
        return _show(request, sale, manager=manager)
    return _void(request, sale, allowed_by)


def _void(request: TillRequest, sale: Sale, allowed_by: Staff) -> HttpResponse:
    id = uuid_or_none(request.POST.get("id")) or new_id()
    register, stamp = request.register.id, till_stamp(request)
    try:
        made = perform(void_sale, stamp, id=id, sale=sale.id, register=register, allowed_by=allowed_by.id)
    except CannotVoid:
        return _show(request, sale, refused=_why_not(request, sale))
    except NotEnough:
        said = _("A gift card that was sold in it has been used since. Bring back the other lines as a return.")
        return _show(request, sale, refused=said)
    if made.customer_id:
        freshen(made.customer_id)
    return go(request, "counter:receipt", made.id)


def _show(request: TillRequest, sale: Sale, *, refused: str = "", manager: ManagerForm | None = None) -> HttpResponse:
    context = {
        "sale": sale,
        "currency": sale.currency,
        "pieces": sum(line.quantity for line in sale.lines.all()),
        "payments": [payment for payment in sale.payments.all() if payment.amount],
        "refused": refused,
        "manager": manager,
        "told": _("To void a sale needs a manager."),
        "fresh": new_id(),
    }
    return render(request, "counter/void.html", context, status=422 if refused or manager else 200)


def _why_not(request: TillRequest, sale: Sale) -> str:
    if sale.register_id != request.register.id:
        return _("A sale is voided at its own register: %(register)s.") % {"register": sale.register.name}
    zone = request.register.outlet.zone
    if sale.completed_at.astimezone(zone).date() != now().astimezone(zone).date():
        return _("A sale is voided on its own day only. Bring it back as a return.")
    return _("Something of this sale has come back already. Bring back the rest as a return.")

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID

from habitue.balances import undoing
from habitue.balances.posting import Posting
from habitue.balances.undoing import OutAgain
from habitue.customers.models import Customer
from habitue.journal.action import AlreadyDone, Doing, action
from habitue.pricing.models import PromotionUse
from habitue.sales.documents import Written, write_document
from habitue.sales.facts import LineFacts
from habitue.sales.models import Document, Sale, SaleLine
from habitue.sales.returnable import (
    brought_back_since,
    hold_sales,
    line_coming_back,
    line_out_again,
    payments_undone,
    returnable,
)


class CannotVoid(Exception):
    """Something of the document has come back since, or of what it brought back itself; or it is a void already."""


@action
def void_sale(doing: Doing, *, id: UUID, sale: UUID, register: UUID, allowed_by: UUID | None = None) -> Sale:
    """The sale, return or exchange should not have been made: a document of its own undoes all of it.

    Payments and balances are undone with it; the document itself stays as it is. `allowed_by` is the manager who let it
    be. Raises CannotVoid, and what `habitue.balances.undoing` raises when what it gave was spent meanwhile.
    """
    came = list(SaleLine.objects.filter(sale=sale, quantity__lt=0).order_by("position"))
    hold_sales([sale, *(line.of_sale_id for line in came if line.of_sale_id)])
    voided = Sale.objects.get(id=sale)
    if done := Sale.objects.filter(voids=sale).first():
        raise AlreadyDone(done)
    out = returnable(sale)
    if voided.document == Document.VOID or any(each.returned for each in out.values()) or brought_back_since(voided):
        raise CannotVoid
    written = Written(
        id=id,
        register=register,
        customer=voided.customer_id,
        currency=voided.currency,
        prices_include_tax=voided.prices_include_tax,
        document=Document.VOID,
        voids=sale,
    )
    lines = [line_coming_back(each.line, 0, each.line.quantity, "") for each in out.values()]
    lines += [line_out_again(line) for line in came]
    payments = [replace(each, allowed_by=allowed_by) for each in payments_undone(voided)]
    whose = sorted(undoing.customers_of(sale) | ({voided.customer_id} if voided.customer_id else set()))
    list(Customer.objects.select_for_update(no_key=True).filter(id__in=whose).order_by("id").values_list("id"))
    made = write_document(doing, written, lines, payments, undo=partial(_undo, doing, voided, lines))
    PromotionUse.objects.filter(sale=sale).delete()
    doing.changed(voided)
    doing.changed_many("customer", [each for each in whose if each != made.customer_id])
    return made


def _undo(doing: Doing, voided: Sale, lines: Sequence[LineFacts], made: Sale) -> None:
    """The void's own lines are not written yet."""
    at = Posting(doing, made.id, made.register_id)
    undoing.undo(at, voided.id)
    again: Counter[tuple[UUID, int]] = Counter()
    for line in lines:
        if line.quantity > 0 and line.of_sale and line.of_line is not None and line.of_sale != voided.id:
            again[line.of_sale, line.of_line] += line.quantity
    for (of_sale, of_line), pieces in again.items():
        owner = Sale.objects.values_list("customer", flat=True).get(id=of_sale)
        sold = returnable(of_sale)[of_line]
        out = OutAgain(of_sale, of_line, sold.line.quantity, sold.returned - pieces, pieces)
        undoing.restore(at, voided.id, out, owner)

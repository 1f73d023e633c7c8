from dataclasses import replace
from uuid import UUID

from habitue.journal.action import AlreadyDone, Doing, action
from habitue.pricing.models import PromotionUse
from habitue.sales.documents import Written, write_document
from habitue.sales.models import Document, Sale
from habitue.sales.returnable import hold_sales, line_coming_back, payments_undone, returnable


class CannotVoid(Exception):
    """Something of the sale has come back already, or it is no plain sale: it can only be returned."""


@action
def void_sale(doing: Doing, *, id: UUID, sale: UUID, register: UUID, allowed_by: UUID | None = None) -> Sale:
    """The sale should not have been made: a document of its own undoes all of it, payments and balances included.

    The sale itself stays as it is. `allowed_by` is the manager who let it be. Raises CannotVoid, and NotEnough when a
    gift card that it sold was spent meanwhile.
    """
    hold_sales([sale])
    voided = Sale.objects.get(id=sale)
    if done := Sale.objects.filter(voids=sale).first():
        raise AlreadyDone(done)
    out = returnable(sale)
    if voided.document != Document.SALE or any(each.returned for each in out.values()):
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
    payments = [replace(each, allowed_by=allowed_by) for each in payments_undone(voided)]
    made = write_document(doing, written, lines, payments)
    PromotionUse.objects.filter(sale=sale).delete()
    doing.changed(voided)
    return made

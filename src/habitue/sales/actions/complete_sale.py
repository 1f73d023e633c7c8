from datetime import date, datetime
from uuid import UUID

from habitue.journal.action import AlreadyDone, Doing, action
from habitue.lib.rows import delete, fetch, insert, stored
from habitue.pricing.models import PromotionUse
from habitue.sales.documents import Written, write_document
from habitue.sales.facts import LineFacts, PaymentFacts
from habitue.sales.models import Basket, BasketLine, BasketPayment, Sale
from habitue.sales.returnable import hold_and_check
from habitue.sales.settling import Days


@action
def complete_sale(
    doing: Doing,
    *,
    id: UUID,
    register: UUID,
    customer: UUID | None,
    currency: str,
    prices_include_tax: bool,
    lines: list[LineFacts],
    payments: list[PaymentFacts],
    document: str = "sale",
    promotions: list[UUID] = [],  # noqa: B006 - an action's defaults are written down, never changed
    loyalty_expires: date | None = None,
    account_due: date | None = None,
    gift_card_expires: date | None = None,
    codes: list[str] = [],  # noqa: B006 - as above
    priced_at: datetime | None = None,
) -> Sale:
    """The sale is made: a fact with the register's next receipt number. The basket of the same id is gone.

    What is sold again by a double click or a repeated request is the same sale. `promotions` are those that it had,
    `codes` those of promotions that were typed, `priced_at` the moment as of which it was priced.
    Raises ReturnedAlready, and what `habitue.balances.posting` raises where a balance does not hold what it should pay.
    """
    if fetch("SELECT 1 FROM sales_sale WHERE id = %s", [stored(Sale, "id", id)]):
        raise AlreadyDone(Sale.objects.get(id=id))
    hold_and_check(lines)
    written = Written(
        id=id,
        register=register,
        customer=customer,
        currency=currency,
        prices_include_tax=prices_include_tax,
        document=document,
        days=Days(loyalty_expires, account_due, gift_card_expires),
        codes=codes,
        priced_at=priced_at,
    )
    sale = write_document(doing, written, lines, payments)
    insert([PromotionUse(promotion_id=each, sale=id, customer_id=sale.customer_id) for each in promotions])
    for part in (BasketLine, BasketPayment):
        delete(part, "basket", id)
    delete(Basket, "id", id)
    return sale

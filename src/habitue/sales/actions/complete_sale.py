from datetime import date
from uuid import UUID

from pydantic import TypeAdapter

from habitue.catalogue.models import Kind
from habitue.customers.spending import has_bought
from habitue.journal.action import AlreadyDone, Doing, action
from habitue.lib.rows import delete, fetch, insert, stored
from habitue.pricing.models import PromotionUse
from habitue.sales.facts import LineFacts, PaymentFacts, StepFacts
from habitue.sales.models import Basket, BasketLine, BasketPayment, Payment, Sale, SaleLine
from habitue.sales.settling import Days, settle
from habitue.stores.models import Register

_STEPS = TypeAdapter(list[StepFacts])


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
) -> Sale:
    """The sale is made: a fact with the register's next receipt number. The basket of the same id is gone.

    What is sold again by a double click or a repeated request is the same sale. `promotions` are those that it had.
    Raises what `habitue.balances.posting` raises where a balance does not hold what is to be paid from it.
    """
    if doing.stamp.by is None:
        raise ValueError("a sale is made by somebody")
    if fetch("SELECT 1 FROM sales_sale WHERE id = %s", [stored(Sale, "id", id)]):
        raise AlreadyDone(Sale.objects.get(id=id))
    number, code = _next_receipt(register)
    if customer:
        goods = sum(line.total for line in lines if line.kind == Kind.GOODS)
        # Whoever was merged since the basket was theirs is who they are now.
        customer = has_bought(customer, goods, doing.stamp.at)
        doing.changed_many("customer", [customer])
    sale = Sale(
        id=id,
        entry_id=doing.stamp.entry,
        register_id=register,
        number=number,
        receipt_number=f"{code}-{number:06d}",
        completed_at=doing.stamp.at,
        staff_id=doing.stamp.by,
        customer_id=customer,
        currency=currency,
        prices_include_tax=prices_include_tax,
        net=sum(line.net for line in lines),
        tax=sum(line.tax for line in lines),
        total=sum(line.total for line in lines),
        document=document,
    )
    insert([sale])
    # What the sale puts on a gift card is there before its line says so.
    settle(doing, sale, lines, payments, Days(loyalty_expires, account_due, gift_card_expires))
    insert([_line(sale, position, facts) for position, facts in enumerate(lines)])
    insert([_payment(sale, position, facts) for position, facts in enumerate(payments)])
    insert([PromotionUse(promotion_id=each, sale=id, customer_id=customer) for each in promotions])
    for part in (BasketLine, BasketPayment):
        delete(part, "basket", id)
    delete(Basket, "id", id)
    doing.changed(sale)
    return sale


def _next_receipt(register: UUID) -> tuple[int, str]:
    """The register's next receipt number, and the code that it begins with."""
    count = "UPDATE stores_register SET last_receipt = last_receipt + 1 WHERE id = %s RETURNING last_receipt, code"
    answer = fetch(count, [stored(Register, "id", register)])
    if answer is None:
        raise Register.DoesNotExist
    return answer[0], answer[1]


def _line(sale: Sale, position: int, facts: LineFacts) -> SaleLine:
    return SaleLine(
        sale=sale,
        position=position,
        variant_id=facts.variant,
        name=facts.name,
        sku=facts.sku,
        options=facts.options,
        quantity=facts.quantity,
        unit_price=facts.unit_price,
        off=facts.off,
        discount_percent=facts.discount_percent,
        tax_rate=facts.tax_rate,
        net=facts.net,
        tax=facts.tax,
        total=facts.total,
        kind=facts.kind,
        of_sale_id=facts.of_sale,
        of_line=facts.of_line,
        return_reason=facts.return_reason,
        earned=facts.earned,
        gift_card_id=facts.gift_card,
        why=_STEPS.dump_python(facts.why, mode="json", exclude_defaults=True),
    )


def _payment(sale: Sale, position: int, facts: PaymentFacts) -> Payment:
    return Payment(
        sale=sale,
        position=position,
        tender=facts.tender,
        amount=facts.amount,
        tendered=facts.tendered,
        gift_card_id=facts.gift_card,
        allowed_by_id=facts.allowed_by,
    )

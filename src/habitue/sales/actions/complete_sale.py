from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from habitue.customers.spending import has_bought
from habitue.journal.action import AlreadyDone, Doing, action
from habitue.lib.rows import delete, fetch, insert, stored
from habitue.sales.models import Basket, BasketLine, BasketPayment, Payment, Sale, SaleLine
from habitue.stores.models import Register


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What was sold at which price and why. Money in minor units; `off` is what the discount took."""

    variant: UUID
    name: str
    sku: str
    options: str
    quantity: int
    unit_price: int
    off: int
    discount_percent: Decimal | None
    tax_rate: Decimal
    net: int
    tax: int
    total: int


@dataclass(frozen=True, slots=True)
class PaymentFacts:
    """What was paid by one tender: `amount` to the sale, `tendered` before change."""

    tender: str
    amount: int
    tendered: int


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
) -> Sale:
    """The sale is made: a fact with the register's next receipt number. The basket of the same id is gone.

    What is sold again by a double click or a repeated request is the same sale.
    """
    if doing.stamp.by is None:
        raise ValueError("a sale is made by somebody")
    if fetch("SELECT 1 FROM sales_sale WHERE id = %s", [stored(Sale, "id", id)]):
        raise AlreadyDone(Sale.objects.get(id=id))
    number, code = _next_receipt(register)
    total = sum(line.total for line in lines)
    if customer:
        # Whoever was merged since the basket was theirs is who they are now.
        customer = has_bought(customer, total, doing.stamp.at)
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
        total=total,
    )
    insert([sale])
    insert([_line(sale, position, facts) for position, facts in enumerate(lines)])
    insert([_payment(sale, position, facts) for position, facts in enumerate(payments)])
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
    )


def _payment(sale: Sale, position: int, facts: PaymentFacts) -> Payment:
    return Payment(sale=sale, position=position, tender=facts.tender, amount=facts.amount, tendered=facts.tendered)

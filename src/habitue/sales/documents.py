"""Writing a completed document down: a sale, a return, an exchange or a void. Only actions call this."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from pydantic import TypeAdapter

from habitue.catalogue.models import Kind
from habitue.customers.spending import has_bought
from habitue.journal.action import Doing
from habitue.lib.rows import fetch, insert, stored
from habitue.sales.facts import LineFacts, PaymentFacts, StepFacts
from habitue.sales.models import Document, Payment, Sale, SaleLine
from habitue.sales.settling import Days, settle
from habitue.stores.models import Register

_STEPS = TypeAdapter(list[StepFacts])


@dataclass(frozen=True, slots=True)
class Written:
    """What stands at the head of a document."""

    id: UUID
    register: UUID
    customer: UUID | None
    currency: str
    prices_include_tax: bool
    document: str = Document.SALE
    voids: UUID | None = None
    days: Days = field(default_factory=Days)
    codes: list[str] = field(default_factory=list)
    priced_at: datetime | None = None


def write_document(
    doing: Doing,
    written: Written,
    lines: Sequence[LineFacts],
    payments: Sequence[PaymentFacts],
    *,
    undo: Callable[[Sale], None] | None = None,
) -> Sale:
    """A fact with the register's next receipt number, its lines and payments, and what it does to balances.

    A void does to them what `undo` does; all else is settled by the lines and payments.
    """
    if doing.stamp.by is None:
        raise ValueError("a sale is made by somebody")
    number, code = _next_receipt(written.register)
    customer = written.customer
    if customer:
        goods = sum(line.total for line in lines if line.kind == Kind.GOODS)
        # Whoever was merged since the basket was theirs is who they are now.
        customer = has_bought(customer, goods, doing.stamp.at)
        doing.changed_many("customer", [customer])
    sale = Sale(
        id=written.id,
        entry_id=doing.stamp.entry,
        register_id=written.register,
        number=number,
        receipt_number=f"{code}-{number:06d}",
        completed_at=doing.stamp.at,
        staff_id=doing.stamp.by,
        customer_id=customer,
        currency=written.currency,
        prices_include_tax=written.prices_include_tax,
        net=sum(line.net for line in lines),
        tax=sum(line.tax for line in lines),
        total=sum(line.total for line in lines),
        document=written.document,
        voids_id=written.voids,
        codes=written.codes,
        priced_at=written.priced_at,
    )
    insert([sale])
    # What the sale puts on a gift card is there before its line says so.
    if undo:
        undo(sale)
    else:
        settle(doing, sale, lines, payments, written.days)
    insert([_line(sale, position, facts) for position, facts in enumerate(lines)])
    insert([_payment(sale, position, facts) for position, facts in enumerate(payments)])
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

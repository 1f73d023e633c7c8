"""What of a completed sale can come back, what it is worth, and to what it is refunded.

The money of a return is a share of what was paid (`habitue.lib.parts`); what a balance has paid goes back to it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Sum

from habitue.balances.models import Cause, LoyaltyEntry
from habitue.catalogue.models import Kind
from habitue.lib.parts import part_of
from habitue.sales.facts import LineFacts, PaymentFacts, StepFacts
from habitue.sales.models import Sale, SaleLine, Tender

BALANCES = (Tender.LOYALTY, Tender.CREDIT, Tender.GIFT_CARD, Tender.ACCOUNT)
"""The tenders to which goes back what they have paid."""


class ReturnedAlready(Exception):
    """More is brought back than is still out; `left` is how many pieces of the line could still come back."""

    def __init__(self, line: SaleLine, left: int) -> None:
        super().__init__()
        self.line, self.left = line, left


@dataclass(frozen=True, slots=True)
class Returnable:
    """A sold line, and how many of its pieces have come back so far, over all tills."""

    line: SaleLine
    returned: int

    @property
    def left(self) -> int:
        return self.line.quantity - self.returned

    @property
    def can_come_back(self) -> bool:
        """Whether somebody can bring a piece of it; a payment to an account is undone by voiding its sale."""
        return self.left > 0 and self.line.kind != Kind.ACCOUNT_PAYMENT


def hold_sales(ids: Iterable[UUID]) -> None:
    """Hold what was sold then until the transaction ends, so that two tills take things back one after the other."""
    if connection.features.has_select_for_update:
        list(Sale.objects.select_for_update(no_key=True).filter(id__in=set(ids)).order_by("id").values_list("id"))


def hold_and_check(lines: Sequence[LineFacts]) -> None:
    """Nothing comes back more often than it was sold, over all tills. Raises ReturnedAlready."""
    now: dict[UUID, dict[int, int]] = {}
    for line in lines:
        if line.of_sale and line.of_line is not None:
            of_sale = now.setdefault(line.of_sale, {})
            of_sale[line.of_line] = of_sale.get(line.of_line, 0) - line.quantity
    if not now:
        return
    hold_sales(now)
    for sale, pieces in now.items():
        out = returnable(sale)
        for position, count in pieces.items():
            if count > out[position].left:
                raise ReturnedAlready(out[position].line, out[position].left)


def returnable(sale: UUID) -> dict[int, Returnable]:
    """The lines of a sale that were sold in it, by their position, each with what has come back of it."""
    came_back = returned_of(sale)
    lines = SaleLine.objects.filter(sale=sale, quantity__gt=0, of_sale=None)
    return {line.position: Returnable(line, came_back.get(line.position, 0)) for line in lines}


def returned_of(sale: UUID) -> dict[int, int]:
    """How many pieces have come back of each line of the sale, by its position."""
    found = SaleLine.objects.filter(of_sale=sale).values_list("of_line").annotate(Sum("quantity"))
    return {position: -quantity for position, quantity in found}


def line_coming_back(sold: SaleLine, before: int, pieces: int, reason: str) -> LineFacts:
    """The facts of a line that comes back: `pieces` of it, when `before` have come back already."""

    def part(amount: int) -> int:
        return -part_of(amount, sold.quantity, before, pieces)

    total, tax = part(sold.total), part(sold.tax)
    return LineFacts(
        variant=sold.variant_id,
        name=sold.name,
        sku=sold.sku,
        options=sold.options,
        quantity=-pieces,
        unit_price=sold.unit_price,
        off=_off(sold, pieces, total, tax),
        discount_percent=sold.discount_percent,
        tax_rate=sold.tax_rate,
        net=total - tax,
        tax=tax,
        total=total,
        kind=sold.kind,
        why=[StepFacts("returned", _off(sold, pieces, total, tax))],
        of_sale=sold.sale_id,
        of_line=sold.position,
        return_reason=reason,
        gift_card=sold.gift_card_id,
    )


def _off(sold: SaleLine, pieces: int, total: int, tax: int) -> int:
    """What the discounts had taken off these pieces, so that quantity times price less this is what comes back."""
    shown = total if sold.sale.prices_include_tax else total - tax
    return -pieces * sold.unit_price - shown


def refunds_to_balances(
    sale: Sale, coming_back: Sequence[LineFacts], out: Mapping[int, Returnable]
) -> list[PaymentFacts]:
    """What of the payments of `sale` goes back to the balances that made them, for these lines that come back."""
    refunds = []
    for (tender, card), back in _shares(sale, coming_back, out, BALANCES).items():
        units = -_share(_units_redeemed(sale.id), coming_back, out) if tender == Tender.LOYALTY else 0
        if back or units:
            refunds.append(PaymentFacts(tender, -back, -back, units=units, gift_card=card, of_sale=sale.id))
    return refunds


def paid_by_hand(sale: Sale, coming_back: Sequence[LineFacts], out: Mapping[int, Returnable]) -> dict[str, int]:
    """What cash and card had paid of these lines that come back, by the tender."""
    return {tender: back for (tender, _), back in _shares(sale, coming_back, out, (Tender.CASH, Tender.CARD)).items()}


def _shares(
    sale: Sale, coming_back: Sequence[LineFacts], out: Mapping[int, Returnable], tenders: Sequence[Tender]
) -> dict[tuple[str, UUID | None], int]:
    """Of what each of these tenders had paid of the sale, the part that goes with the lines that come back."""
    paid: dict[tuple[str, UUID | None], int] = {}
    for payment in sale.payments.all():
        if payment.tender in tenders and payment.amount > 0:
            by = (payment.tender, payment.gift_card_id)
            paid[by] = paid.get(by, 0) + payment.amount
    return {by: _share(amount, coming_back, out) for by, amount in paid.items()}


def _share(amount: int, coming_back: Sequence[LineFacts], out: Mapping[int, Returnable]) -> int:
    sold = sum(each.line.total for each in out.values())
    before = sum(part_of(each.line.total, each.line.quantity, 0, each.returned) for each in out.values())
    return part_of(amount, sold, before, -sum(line.total for line in coming_back))


def payments_undone(sale: Sale) -> list[PaymentFacts]:
    """Every payment of the sale as it was, the other way round."""
    return [
        PaymentFacts(payment.tender, -payment.amount, -payment.amount, gift_card=payment.gift_card_id)
        for payment in sale.payments.all()
    ]


def line_out_again(came: SaleLine) -> LineFacts:
    """The facts of a line that came back and, by a void of that, did not: `came`, the other way round.

    What came back without a receipt names the line in which it did.
    """
    return LineFacts(
        variant=came.variant_id,
        name=came.name,
        sku=came.sku,
        options=came.options,
        quantity=-came.quantity,
        unit_price=came.unit_price,
        off=-came.off,
        discount_percent=came.discount_percent,
        tax_rate=came.tax_rate,
        net=-came.net,
        tax=-came.tax,
        total=-came.total,
        kind=came.kind,
        why=[StepFacts("returned", -came.off)],
        of_sale=came.of_sale_id or came.sale_id,
        of_line=came.position if came.of_line is None else came.of_line,
        gift_card=came.gift_card_id,
    )


def brought_back_since(document: Sale) -> bool:
    """Whether more has come back, after this document, of a sale of which it brought something back."""
    of = SaleLine.objects.filter(sale=document, of_sale__isnull=False).values("of_sale")
    later = SaleLine.objects.filter(of_sale__in=of, sale__completed_at__gte=document.completed_at)
    return later.filter(sale__voids=None, sale__void=None).exclude(sale=document).exists()


def _units_redeemed(sale: UUID) -> int:
    entries = LoyaltyEntry.objects.filter(sale=sale, cause=Cause.REDEEMED)
    return -(entries.aggregate(units=Sum("amount"))["units"] or 0)

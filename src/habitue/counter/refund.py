"""What the payment screen shows when something comes back: what goes to which balance, and what is given back."""

from dataclasses import dataclass
from typing import Any

from habitue.balances.sums import account_of
from habitue.catalogue.models import Kind
from habitue.sales.coming_back import ComingBack, document_of
from habitue.sales.models import Basket, BasketLine, Document, Tender
from habitue.sales.refunds import as_paid
from habitue.stores.models import Register


@dataclass(frozen=True, slots=True)
class GoesBack:
    """A part of what comes back that a balance had paid, and that goes back to it."""

    tender: str
    label: str
    amount: int


def refund_on_offer(basket: Basket, lines: list[BasketLine], due: int) -> dict[str, Any]:
    """Nothing at all when nothing comes back. `refund` is there while something is to be given back by hand."""
    document = document_of(lines)
    if document == Document.SALE:
        return {"document": document}
    goes_back = [
        GoesBack(each.tender, str(Tender(each.tender).label), each.amount) for each in ComingBack(lines).refunds
    ]
    shown = {"document": document, "goes_back": [each for each in goes_back if each.amount]}
    if due >= 0:
        return shown
    ways = as_paid(basket)
    return shown | {
        "refund": True,
        "to_refund": -due,
        "as_paid": [(way.value, way.label, amount) for way, amount in ways.items()],
        "owes": _owes(basket),
    }


def brings_a_card_back(register: Register) -> bool:
    """Whether a gift card that was sold is among what comes back."""
    back = BasketLine.objects.filter(basket__register=register, quantity__lt=0)
    return back.filter(variant__product__kind=Kind.GIFT_CARD).exists()


def _owes(basket: Basket) -> int:
    """What the customer owes, less what is refunded to the account already."""
    if basket.customer_id is None:
        return 0
    noted = basket.payments.filter(tender=Tender.ACCOUNT)
    return account_of(basket.customer_id) + sum(payment.amount for payment in noted)

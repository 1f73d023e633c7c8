"""What stands on a receipt, in whose language; and whose sale a receipt's number leads to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from habitue.balances.gift_codes import in_groups
from habitue.balances.models import GiftCard
from habitue.customers.following import who_is_now
from habitue.customers.models import Customer
from habitue.lib.qr import qr_svg
from habitue.lib.reading import one
from habitue.pricing.basket import TaxOfRate, add_up_taxes
from habitue.sales.models import Document, Payment, Sale, SaleLine
from habitue.sales.receipt_balances import ShownBalance, balances_on_receipt
from habitue.stores.models import Outlet
from habitue.stores.shop import the_language


@dataclass(frozen=True, slots=True)
class SoldCard:
    """A gift card that the sale has sold: what whoever holds it shows to pay with it."""

    card: GiftCard
    amount: int
    qr: str

    @property
    def code(self) -> str:
        return in_groups(self.card.code)


@dataclass(frozen=True, slots=True)
class Receipt:
    """All that `sales/receipt.html` shows: `{% include "sales/receipt.html" %}` with `receipt` in the context."""

    sale: Sale
    outlet: Outlet
    language: str
    lines: list[SaleLine]
    taxes: tuple[TaxOfRate, ...]
    payments: list[Payment]
    duplicate: int
    qr: str
    balances: list[ShownBalance]
    gift_cards: list[SoldCard]

    @property
    def off(self) -> int:
        return sum(line.off for line in self.lines)

    @property
    def pieces(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def refunds(self) -> dict[str, int]:
        """How much was given back in which way, or went back to which balance."""
        return by_way(self.payments, -1)

    @property
    def taken_back(self) -> dict[str, int]:
        """How much of what had been given back was taken back in which way, by the void of a return."""
        return by_way(self.payments, 1) if self.sale.document == Document.VOID else {}

    @property
    def change(self) -> int:
        return sum(payment.change for payment in self.payments)


def by_way(payments: Iterable[Payment], sign: int) -> dict[str, int]:
    """How much was taken (1) or given back (-1) in which way, however often: cash is handed out once."""
    ways: dict[str, int] = {}
    for payment in payments:
        if payment.amount * sign > 0:
            way = payment.get_tender_display()
            ways[way] = ways.get(way, 0) + abs(payment.amount)
    return ways


def language_of(sale: Sale) -> str:
    """The customer's, else the shop's."""
    return sale.customer.language if sale.customer else the_language()


def receipt_of(sale: Sale, *, duplicate: int = 0, qr: str = "") -> Receipt:
    """The receipt of a sale. `duplicate` counts those of it; `qr` is a picture that leads to its page."""
    lines = list(sale.lines.select_related("of_sale", "gift_card"))
    return Receipt(
        sale=sale,
        outlet=sale.register.outlet,
        language=language_of(sale),
        lines=lines,
        taxes=add_up_taxes((line.tax_rate, line.net, line.tax) for line in lines),
        payments=list(sale.payments.all()),
        duplicate=duplicate,
        qr=qr,
        balances=balances_on_receipt(sale),
        gift_cards=[_sold_card(line.gift_card, line.total) for line in lines if line.gift_card and line.quantity > 0],
    )


def _sold_card(card: GiftCard, amount: int) -> SoldCard:
    return SoldCard(card, amount, qr_svg(card.code, _("The gift card’s code")))


_NUMBER = re.compile(r"([A-Z0-9]{1,6}?)(?:-0*([0-9]{1,9})|([0-9]{6}))")


def customer_of_receipt(typed: str) -> Customer | None:
    """Whose sale it was, if a whole receipt number is typed: "t1-000042", "T1-42" or "T1000042"."""
    sale = sale_of_number(typed)
    return who_is_now(sale.customer) if sale and sale.customer else None


def sale_of_number(typed: str) -> Sale | None:
    # This runs at every keystroke: what cannot be a number asks nothing of the database.
    found = _NUMBER.fullmatch(typed.upper().replace(" ", "")) if len(typed) <= 24 else None
    if found is None:
        return None
    return one(Sale, "receipt_number", f"{found[1]}-{int(found[2] or found[3]):06d}")

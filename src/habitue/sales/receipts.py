"""What stands on a receipt, in whose language."""

from dataclasses import dataclass

from habitue.pricing.basket import TaxOfRate, add_up_taxes
from habitue.sales.models import Payment, Sale, SaleLine
from habitue.stores.models import Outlet, Shop


@dataclass(frozen=True, slots=True)
class Receipt:
    """All that `sales/receipt.html` shows: `{% include "sales/receipt.html" %}` with `receipt` in the context."""

    sale: Sale
    outlet: Outlet
    language: str
    lines: list[SaleLine]
    taxes: tuple[TaxOfRate, ...]
    payments: list[Payment]

    @property
    def off(self) -> int:
        return sum(line.off for line in self.lines)

    @property
    def pieces(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def change(self) -> int:
        return sum(payment.change for payment in self.payments)


def receipt_of(sale: Sale) -> Receipt:
    """The receipt of a sale, in its customer's language, else in the shop's."""
    lines = list(sale.lines.all())
    return Receipt(
        sale=sale,
        outlet=sale.register.outlet,
        language=sale.customer.language if sale.customer else Shop.objects.values_list("language", flat=True).get(),
        lines=lines,
        taxes=add_up_taxes((line.tax_rate, line.net, line.tax) for line in lines),
        payments=list(sale.payments.all()),
    )

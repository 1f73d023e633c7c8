"""Undoing a sale as a whole: at its register, on its own day, as long as nothing of it has come back."""

from datetime import datetime

from habitue.sales.models import Document, Sale
from habitue.sales.returnable import returned_of
from habitue.stores.models import Register


def may_be_voided(sale: Sale, register: Register, at: datetime) -> bool:
    """Whether the sale can be voided at this register now; a manager must allow it all the same."""
    zone = register.outlet.zone
    return (
        sale.document == Document.SALE
        and sale.register_id == register.id
        and sale.completed_at.astimezone(zone).date() == at.astimezone(zone).date()
        and not Sale.objects.filter(voids=sale).exists()
        and not returned_of(sale.id)
    )

from uuid import UUID

from habitue.customers.events import place_of, write_events
from habitue.customers.following import held
from habitue.customers.models import CustomerAddress, Happened, Invoicing
from habitue.customers.particulars import Fact, written
from habitue.journal.action import Doing, action


@action
def change_invoicing(
    doing: Doing,
    *,
    customer: UUID,
    legal_name: str = "",
    tax_number: str = "",
    email: str = "",
    payment_days: int | None = None,
    address: UUID | None = None,
) -> Invoicing:
    """From now on the customer is billed so. `address` is one of theirs."""
    whose = held(customer)
    to = CustomerAddress.objects.get(id=address, customer=whose) if address else None
    invoicing = Invoicing.objects.select_related("address").filter(customer=whose).first() or Invoicing(customer=whose)
    told = {"legal_name": legal_name, "tax_number": tax_number, "email": email, "payment_days": payment_days}
    facts: list[Fact] = []
    for name, value in told.items():
        was = getattr(invoicing, name)
        if was != value:
            facts.append([f"invoicing.{name}", _text(was), _text(value)])
            setattr(invoicing, name, value)
    if invoicing.address_id != address:
        was_at, is_at = written(invoicing.address), written(to)
        facts += [["invoicing.address", was_at, is_at]] if was_at != is_at else []
        invoicing.address = to
    invoicing.save()
    if facts:
        write_events(doing, Happened.CHANGED, [(whose.id, facts)], register=place_of(doing))
    doing.changed(whose)
    return invoicing


def _text(value: str | int | None) -> str:
    return "" if value is None else str(value)

from uuid import UUID

from habitue.customers.events import place_of, write_events
from habitue.customers.following import held
from habitue.customers.models import CustomerAddress, Happened
from habitue.customers.particulars import written
from habitue.journal.action import AlreadyDone, Doing, action


@action
def remove_address(doing: Doing, *, id: UUID, customer: UUID) -> None:
    """The customer has this address no more. Where bills went to it, they go to none."""
    whose = held(customer)
    address = CustomerAddress.objects.filter(id=id, customer=whose).first()
    if address is None:
        raise AlreadyDone(None)
    facts = [["address", written(address), ""]]
    address.delete()
    write_events(doing, Happened.CHANGED, [(whose.id, facts)], register=place_of(doing))
    doing.changed(whose)

from uuid import UUID

from habitue.customers.events import place_of, write_events
from habitue.customers.following import held
from habitue.customers.models import CustomerAddress, Happened
from habitue.customers.particulars import keep_postcode, written
from habitue.journal.action import AlreadyDone, Doing, action


@action
def add_address(
    doing: Doing,
    *,
    id: UUID,
    customer: UUID,
    use: str,
    country: str,
    recipient: str = "",
    street: str = "",
    district: str = "",
    city: str = "",
    region: str = "",
    postcode: str = "",
    sorting_code: str = "",
) -> CustomerAddress:
    """The customer has one more address."""
    if there := CustomerAddress.objects.filter(id=id).first():
        raise AlreadyDone(there)
    whose = held(customer)
    address = CustomerAddress.objects.create(
        id=id,
        customer=whose,
        use=use,
        country=country,
        recipient=recipient,
        street=street,
        district=district,
        city=city,
        region=region,
        postcode=postcode,
        sorting_code=sorting_code,
    )
    facts = [["address", "", written(address)], *keep_postcode(whose, address)]
    write_events(doing, Happened.CHANGED, [(whose.id, facts)], register=place_of(doing))
    doing.changed(whose)
    return address

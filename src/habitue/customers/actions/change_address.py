from uuid import UUID

from habitue.customers.events import place_of, write_events
from habitue.customers.models import Customer, CustomerAddress, Happened
from habitue.customers.particulars import keep_postcode, written
from habitue.journal.action import Doing, action


@action
def change_address(
    doing: Doing,
    *,
    id: UUID,
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
    """The address is from now on this."""
    address = CustomerAddress.objects.get(id=id)
    whose = Customer.objects.select_for_update().get(id=address.customer_id)
    was, was_for = written(address), address.use
    address.use, address.country = use, country
    address.recipient, address.street, address.district = recipient, street, district
    address.city, address.region, address.postcode, address.sorting_code = city, region, postcode, sorting_code
    address.save()
    facts = [] if was == written(address) else [["address", was, written(address)]]
    facts += [] if was_for == use else [["address.use", was_for, use]]
    facts += keep_postcode(whose, address)
    if facts:
        write_events(doing, Happened.CHANGED, [(whose.id, facts)], register=place_of(doing))
    doing.changed(whose)
    return address

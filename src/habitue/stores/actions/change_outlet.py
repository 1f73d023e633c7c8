from uuid import UUID

from habitue.journal.action import Doing, action
from habitue.stores.models import Outlet


@action
def change_outlet(
    doing: Doing,
    *,
    id: UUID,
    name: str,
    address: str,
    country: str,
    time_zone: str,
    prices_include_tax: bool,
    asks_first: bool = False,
    names_customer: bool = True,
) -> Outlet:
    outlet = Outlet.objects.get(id=id)
    outlet.name, outlet.address, outlet.country, outlet.time_zone = name, address, country, time_zone
    outlet.prices_include_tax = prices_include_tax
    outlet.asks_first, outlet.names_customer = asks_first, names_customer
    outlet.save()
    doing.changed(outlet)
    return outlet

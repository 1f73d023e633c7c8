from uuid import UUID

from habitue.journal.action import AlreadyDone, Doing, action
from habitue.stores.models import Outlet


@action
def create_outlet(
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
    if existing := Outlet.objects.filter(id=id).first():
        raise AlreadyDone(existing)
    outlet = Outlet.objects.create(
        id=id,
        name=name,
        address=address,
        country=country,
        time_zone=time_zone,
        prices_include_tax=prices_include_tax,
        asks_first=asks_first,
        names_customer=names_customer,
    )
    doing.changed(outlet)
    return outlet

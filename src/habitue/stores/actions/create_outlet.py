from uuid import UUID

from habitue.journal.action import Doing, action
from habitue.stores.models import Outlet


@action
def create_outlet(
    doing: Doing, *, id: UUID, name: str, address: str, country: str, time_zone: str, prices_include_tax: bool
) -> Outlet:
    outlet = Outlet.objects.create(
        id=id,
        name=name,
        address=address,
        country=country,
        time_zone=time_zone,
        prices_include_tax=prices_include_tax,
    )
    doing.changed(outlet)
    return outlet

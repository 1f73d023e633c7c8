from uuid import UUID

from habitue.journal.action import AlreadyDone, Doing, action
from habitue.stores.models import Outlet, Register, Role, Shop, Staff


@action
def open_shop(
    doing: Doing,
    *,
    node: UUID,
    name: str,
    currency: str,
    language: str,
    outlet: UUID,
    country: str,
    time_zone: str,
    prices_include_tax: bool,
    register: UUID,
    register_name: str,
    owner: UUID,
    owner_name: str,
    password: str,
    pin: str,
    demo: bool = False,
) -> Shop:
    """The shop begins, with one outlet of the same name, one register and its owner. `password`, `pin`: hashes."""
    if shop := Shop.objects.first():
        raise AlreadyDone(shop)
    shop = Shop.objects.create(node=node, name=name, currency=currency, language=language, demo=demo)
    first_outlet = Outlet.objects.create(
        id=outlet, name=name, country=country, time_zone=time_zone, prices_include_tax=prices_include_tax
    )
    first_register = Register.objects.create(id=register, outlet=first_outlet, name=register_name, code="1")
    first_staff = Staff.objects.create(
        id=owner, name=owner_name, role=Role.OWNER, language=language, password=password, pin=pin
    )
    doing.changed_many("shop", [node])
    doing.changed(first_outlet, first_register, first_staff)
    return shop

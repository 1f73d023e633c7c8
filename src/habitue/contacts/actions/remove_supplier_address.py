from uuid import UUID

from habitue.contacts.models import SupplierAddress
from habitue.journal.action import Doing, action


@action
def remove_supplier_address(doing: Doing, *, id: UUID) -> None:
    for address in SupplierAddress.objects.filter(id=id).select_related("supplier"):
        address.delete()
        doing.changed(address.supplier)

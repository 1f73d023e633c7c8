from uuid import UUID

from habitue.contacts.models import SupplierPerson
from habitue.journal.action import Doing, action


@action
def remove_supplier_person(doing: Doing, *, id: UUID) -> None:
    for person in SupplierPerson.objects.filter(id=id).select_related("supplier"):
        person.delete()
        doing.changed(person.supplier)

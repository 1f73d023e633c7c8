from uuid import UUID

from habitue.contacts.models import Supplier, SupplierPerson
from habitue.journal.action import Doing, action


@action
def keep_supplier_person(
    doing: Doing,
    *,
    id: UUID,
    supplier: UUID,
    name: str,
    position: str = "",
    phone: str = "",
    email: str = "",
    note: str = "",
) -> SupplierPerson:
    """This is whom to ask for, as somebody new or as what is known of the one of this `id` by now."""
    person, _new = SupplierPerson.objects.update_or_create(
        id=id,
        defaults={
            "supplier": Supplier.objects.get(id=supplier),
            "name": name,
            "position": position,
            "phone": phone,
            "email": email,
            "note": note,
        },
    )
    doing.changed(person.supplier)
    return person

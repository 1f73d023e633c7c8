from uuid import UUID

from habitue.contacts.models import Supplier
from habitue.journal.action import Doing, action


@action
def change_supplier(
    doing: Doing,
    *,
    id: UUID,
    company: str,
    phone: str = "",
    email: str = "",
    website: str = "",
    tax_number: str = "",
    payment_days: int | None = None,
    language: str,
    note: str = "",
) -> Supplier:
    supplier = Supplier.objects.get(id=id)
    supplier.company = company
    supplier.phone = phone
    supplier.email = email
    supplier.website = website
    supplier.tax_number = tax_number
    supplier.payment_days = payment_days
    supplier.language = language
    supplier.note = note
    supplier.save()
    doing.changed(supplier)
    return supplier

from uuid import UUID

from habitue.contacts.models import Supplier
from habitue.journal.action import AlreadyDone, Doing, action


@action
def create_supplier(
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
    if existing := Supplier.objects.filter(id=id).first():
        raise AlreadyDone(existing)
    supplier = Supplier.objects.create(
        id=id,
        company=company,
        phone=phone,
        email=email,
        website=website,
        tax_number=tax_number,
        payment_days=payment_days,
        language=language,
        note=note,
        created_at=doing.stamp.at,
        created_by_id=doing.stamp.by,
    )
    doing.changed(supplier)
    return supplier

from uuid import UUID

from habitue.contacts.models import Supplier, SupplierAddress
from habitue.journal.action import Doing, action


@action
def keep_supplier_address(
    doing: Doing,
    *,
    id: UUID,
    supplier: UUID,
    use: str,
    country: str,
    recipient: str = "",
    street: str = "",
    district: str = "",
    city: str = "",
    region: str = "",
    postcode: str = "",
    sorting_code: str = "",
) -> SupplierAddress:
    """The supplier has this address from now on, as a new one or as what the one of this `id` has become."""
    address, _new = SupplierAddress.objects.update_or_create(
        id=id,
        defaults={
            "supplier": Supplier.objects.get(id=supplier),
            "use": use,
            "country": country,
            "recipient": recipient,
            "street": street,
            "district": district,
            "city": city,
            "region": region,
            "postcode": postcode,
            "sorting_code": sorting_code,
        },
    )
    doing.changed(address.supplier)
    return address

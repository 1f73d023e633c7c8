import datetime
from uuid import UUID

from habitue.customers.models import ALL_CUSTOMERS, Customer, CustomerCard
from habitue.customers.own_values import keep_field_values
from habitue.customers.particulars import keep_sizes, keep_social_names
from habitue.customers.search.upkeep import index_new, next_keys
from habitue.journal.action import AlreadyDone, Doing, action


@action
def create_customer(
    doing: Doing,
    *,
    id: UUID,
    code: str,
    first_name: str = "",
    last_name: str = "",
    company: str = "",
    phone: str = "",
    email: str = "",
    postcode: str = "",
    group: UUID = ALL_CUSTOMERS,
    language: str,
    note: str = "",
    cards: list[str] = [],  # noqa: B006 - an action's defaults are written down, never changed
    register: UUID | None = None,
    website: str = "",
    birthday: str = "",
    social_names: list[list[str]] = [],  # noqa: B006 - as above
    sizes: list[list[str]] = [],  # noqa: B006 - as above
    fields: dict[str, list[str]] = {},  # noqa: B006 - as above
) -> Customer:
    """Somebody becomes a customer; `register` is where. They are found by the next search."""
    if there := Customer.objects.select_related("group").filter(id=id).first():
        raise AlreadyDone(there)
    customer = Customer.objects.create(
        id=id,
        search_key=next_keys()[0],
        code=code,
        first_name=first_name,
        last_name=last_name,
        company=company,
        phone=phone,
        email=email,
        postcode=postcode,
        group_id=group,
        language=language,
        note=note,
        website=website,
        birthday=birthday,
        created_at=doing.stamp.at,
        created_by_id=doing.stamp.by,
        created_register_id=register,
        seen_on=doing.stamp.at.astimezone(datetime.UTC).date(),
    )
    CustomerCard.objects.bulk_create([CustomerCard(number=number, customer=customer) for number in cards])
    if social_names:
        keep_social_names(customer, social_names)
    if sizes:
        keep_sizes(customer, sizes)
    if fields:
        keep_field_values(customer, fields)
    index_new(customer, cards)
    doing.changed(customer)
    return customer

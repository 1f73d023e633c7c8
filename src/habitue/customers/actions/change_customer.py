from uuid import UUID

from habitue.customers.models import ALL_CUSTOMERS, Customer, CustomerCard
from habitue.customers.search.upkeep import index_changed, tokens_of_customer
from habitue.journal.action import Doing, action


@action
def change_customer(
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
) -> Customer:
    """What is known of a customer is from now on this, their cards included."""
    customer = Customer.objects.select_for_update().get(id=id)
    had = list(CustomerCard.objects.filter(customer=customer).values_list("number", flat=True))
    before = tokens_of_customer(customer, had)
    customer.code = code
    customer.first_name = first_name
    customer.last_name = last_name
    customer.company = company
    customer.phone = phone
    customer.email = email
    customer.postcode = postcode
    customer.group_id = group
    customer.language = language
    customer.note = note
    customer.save()
    if gone := set(had) - set(cards):
        CustomerCard.objects.filter(customer=customer, number__in=gone).delete()
    CustomerCard.objects.bulk_create(
        [CustomerCard(number=number, customer=customer) for number in cards if number not in had]
    )
    index_changed(customer.search_key, customer.seen_on, before, tokens_of_customer(customer, cards))
    doing.changed(customer)
    return customer

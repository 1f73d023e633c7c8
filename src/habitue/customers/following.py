"""A record that turned out to be another one's person leads there, however often that happened."""

from uuid import UUID

from habitue.customers.models import Customer, Merge
from habitue.lib.reading import one


def who_is_now(customer: Customer) -> Customer:
    """The customer themselves, or who their record was merged into."""
    seen = {customer.id}
    while customer.merged_into_id and customer.merged_into_id not in seen:
        seen.add(customer.merged_into_id)
        customer = Customer.objects.select_related("group").get(id=customer.merged_into_id)
    return customer


def customer_now(id: UUID) -> Customer | None:
    """Whom the id leads to today; None when nobody ever had it."""
    found = one(Customer, "id", id, joined="group")
    return who_is_now(found) if found else None


def records_of(customer: Customer) -> list[UUID]:
    """The ids of the customer's own record and of those that were merged into it, however often that happened."""
    found, asked = [customer.id], [customer.id]
    while asked:
        asked = list(Merge.objects.filter(kept__in=asked, undone_at=None).values_list("gone", flat=True))
        found += asked
    return found

"""A record that turned out to be another one's person leads there, however often that happened."""

from collections.abc import Iterable
from itertools import batched
from uuid import UUID

from django.http import Http404

from habitue.customers.models import Customer, Merge
from habitue.lib.reading import one

AT_ONCE = 5000


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


def customer_or_404(id: UUID) -> Customer:
    """Whom the id leads to today. Raises Http404 when nobody ever had it."""
    found = customer_now(id)
    if found is None:
        raise Http404
    return found


def held(id: UUID) -> Customer:
    """Whom the id leads to today, their row held until the transaction ends. Raises Customer.DoesNotExist."""
    while True:
        customer = Customer.objects.select_for_update().get(id=who_is_now(Customer.objects.get(id=id)).id)
        if not customer.merged_into_id:
            return customer


def ids_now(ids: Iterable[UUID]) -> list[UUID]:
    """Each id, or the one that it leads to, once."""
    asked = list(dict.fromkeys(ids))
    merged: dict[UUID, UUID] = {}
    for some in batched(asked, AT_ONCE, strict=False):
        rows = Customer.objects.filter(id__in=some, merged_into__isnull=False)
        merged |= {each.id: who_is_now(each).id for each in rows}
    return list(dict.fromkeys(merged.get(id, id) for id in asked))


def records_of(customer: Customer) -> list[UUID]:
    """The ids of the customer's own record and of those that were merged into it, however often that happened."""
    found, asked = [customer.id], [customer.id]
    while asked:
        asked = list(Merge.objects.filter(kept__in=asked, undone_at=None).values_list("gone", flat=True))
        found += asked
    return found

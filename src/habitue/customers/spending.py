"""What a customer has spent, and when they were last here: kept with each sale."""

from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Coalesce, Greatest

from habitue.customers.following import customer_now
from habitue.customers.models import Customer


def has_bought(customer: UUID, total: int, at: datetime) -> UUID:
    """They have bought for so many minor units. Returns whose sale it is: who was merged is who they are now."""
    last = Greatest(Coalesce("last_visit", at), at)
    if Customer.objects.filter(id=customer, merged_into=None).update(spent=F("spent") + total, last_visit=last):
        return customer
    now = customer_now(customer)
    if now is None:
        raise Customer.DoesNotExist
    return has_bought(now.id, total, at)

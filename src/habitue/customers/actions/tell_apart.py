from uuid import UUID

from habitue.customers.following import who_is_now
from habitue.customers.models import Customer, Likeness
from habitue.journal.action import Doing, action


@action
def tell_apart(doing: Doing, *, one: UUID, other: UUID) -> Likeness:
    """These two are not one person, however alike their records are: they are never listed as such again."""
    lower, higher = sorted(who_is_now(Customer.objects.get(id=id)).id for id in (one, other))
    if lower == higher:
        raise ValueError("two records that were merged are one person's")
    pair, _new = Likeness.objects.update_or_create(
        one=Customer.objects.get(id=lower),
        other=Customer.objects.get(id=higher),
        defaults={"apart_at": doing.stamp.at, "apart_by_id": doing.stamp.by},
    )
    doing.changed(pair.one, pair.other)
    return pair

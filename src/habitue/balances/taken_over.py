"""Which values of other tills, kept with an import, count here already."""

from collections.abc import Iterable
from uuid import UUID

from habitue.balances.models import AccountEntry, Cause, CreditEntry, LoyaltyEntry

type Taken = LoyaltyEntry | CreditEntry | AccountEntry


def entries_of_kept(kept: Iterable[UUID]) -> dict[UUID, Taken]:
    """The entries that values became, by the values' ids."""
    ids, found = list(kept), dict[UUID, Taken]()
    for model in (LoyaltyEntry, CreditEntry, AccountEntry):
        for entry in model.objects.filter(id__in=ids, cause=Cause.IMPORTED):
            found[entry.id] = entry
    return found

from datetime import date
from uuid import UUID

from habitue.journal.action import AlreadyDone, Doing, action
from habitue.pricing.actions.version import rules_have_changed
from habitue.pricing.models import PriceBook
from habitue.stores.models import Outlet


@action
def create_price_book(
    doing: Doing,
    *,
    id: UUID,
    name: str,
    group: UUID | None = None,
    outlets: list[UUID] | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> PriceBook:
    """A book without prices, for a group (everybody if none), at outlets (all if none are named) and for a time."""
    if existing := PriceBook.objects.filter(id=id).first():
        raise AlreadyDone(existing)
    book = PriceBook.objects.create(id=id, name=name, group_id=group, starts_on=starts_on, ends_on=ends_on)
    book.outlets.set(Outlet.objects.filter(id__in=outlets or []))
    doing.changed(book)
    rules_have_changed()
    return book

from datetime import date
from uuid import UUID

from habitue.journal.action import Doing, action
from habitue.pricing.actions.version import rules_have_changed
from habitue.pricing.models import PriceBook
from habitue.stores.models import Outlet


@action
def change_price_book(
    doing: Doing,
    *,
    id: UUID,
    name: str,
    group: UUID | None = None,
    outlets: list[UUID] | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> PriceBook:
    """What it is called and where it applies, all of it; its prices and rules stay."""
    book = PriceBook.objects.get(id=id)
    book.name, book.group_id, book.starts_on, book.ends_on = name, group, starts_on, ends_on
    book.save()
    book.outlets.set(Outlet.objects.filter(id__in=outlets or []))
    doing.changed(book)
    rules_have_changed()
    return book

from uuid import UUID

from habitue.journal.action import Doing, action
from habitue.pricing.actions.version import rules_have_changed
from habitue.pricing.models import PriceBook


@action
def bring_back_price_book(doing: Doing, *, id: UUID) -> PriceBook:
    book = PriceBook.objects.get(id=id)
    book.retired_at = None
    book.save(update_fields=["retired_at"])
    doing.changed(book)
    rules_have_changed()
    return book

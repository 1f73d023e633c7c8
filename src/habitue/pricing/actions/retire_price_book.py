from uuid import UUID

from habitue.journal.action import Doing, action
from habitue.pricing.actions.version import rules_have_changed
from habitue.pricing.models import PriceBook


@action
def retire_price_book(doing: Doing, *, id: UUID) -> PriceBook:
    """It applies no more. Its prices stay in it, for when it is brought back."""
    book = PriceBook.objects.get(id=id)
    book.retired_at = book.retired_at or doing.stamp.at
    book.save(update_fields=["retired_at"])
    doing.changed(book)
    rules_have_changed()
    return book

from uuid import UUID

from habitue.journal.action import Doing, action
from habitue.pricing.actions.version import rules_have_changed
from habitue.pricing.given import GivenRule
from habitue.pricing.models import BookRule, PriceBook


@action
def set_book_rules(doing: Doing, *, book: UUID, rules: list[GivenRule]) -> PriceBook:
    """These are the book's rules; any other goes."""
    of = PriceBook.objects.select_for_update().get(id=book)
    of.rules.all().delete()
    BookRule.objects.bulk_create(
        BookRule(
            id=rule.id,
            book=of,
            category_id=rule.category,
            brand=rule.brand,
            supplier_id=rule.supplier,
            from_quantity=rule.from_quantity,
            percent_off=rule.percent_off,
        )
        for rule in rules
    )
    doing.changed(of)
    rules_have_changed()
    return of

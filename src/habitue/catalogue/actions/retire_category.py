from uuid import UUID

from habitue.catalogue.models import Category
from habitue.catalogue.using import refuse_if_used
from habitue.journal.action import Doing, action


@action
def retire_category(doing: Doing, *, id: UUID) -> Category:
    """It is offered no more, at the till or in the back office. Its name stays its own. Raises StillUsed."""
    category = Category.objects.get(id=id)
    refuse_if_used(category)
    category.retired_at = category.retired_at or doing.stamp.at
    category.save(update_fields=["retired_at"])
    doing.changed(category)
    return category

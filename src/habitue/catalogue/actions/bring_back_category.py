from uuid import UUID

from habitue.catalogue.models import Category
from habitue.journal.action import Doing, action


@action
def bring_back_category(doing: Doing, *, id: UUID) -> Category:
    category = Category.objects.get(id=id)
    category.retired_at = None
    category.save(update_fields=["retired_at"])
    doing.changed(category)
    return category
